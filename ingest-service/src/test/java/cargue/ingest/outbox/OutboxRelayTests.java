package cargue.ingest.outbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.opentelemetry.api.OpenTelemetry;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.jdbc.autoconfigure.JdbcConnectionDetails;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.kafka.core.DefaultKafkaProducerFactory;
import org.springframework.kafka.core.KafkaAdmin;

@ExtendWith(OutputCaptureExtension.class)
class OutboxRelayTests {

    private static final String FAILS = "The relay cannot publish";
    private static final String GOES_ON = "The relay publishes again";

    private final OutboxProperties properties = new OutboxProperties(
            (short) 1,
            Duration.ofMillis(300), // above the first pauses after a failure
            Duration.ofSeconds(1),
            Duration.ofSeconds(2),
            Duration.ofDays(31),
            Duration.ofDays(8));
    private final Map<String, Object> nobody = Map.of("bootstrap.servers", "127.0.0.1:1");
    private final KafkaClients kafka =
            new KafkaClients(new DefaultKafkaProducerFactory<>(nobody), new KafkaAdmin(nobody));

    /** Between two tries there was nothing to send, which was taken for success: two lines in the log a second. */
    @Test
    void tellsOnceThatKafkaIsAwayWhileThereIsNothingToSend(CapturedOutput output) {
        RelayDatabase database = new RelayDatabase(new NoDatabase());
        Nothing nothing = new Nothing(database);
        Away topics = new Away(kafka, properties, nothing);
        OutboxRelay relay = new OutboxRelay(
                new Flags(),
                nothing,
                database,
                topics,
                kafka,
                properties,
                new RelayMetrics(new SimpleMeterRegistry()),
                new RelayTraces(OpenTelemetry.noop()));
        try {
            relay.start();
            await().until(() -> topics.asked.get() >= 4);
            assertThat(output.getOut()).containsOnlyOnce(FAILS).doesNotContain(GOES_ON);
            topics.away = false;
            await().until(() -> output.getOut().contains(GOES_ON));
        } finally {
            relay.stop();
            database.destroy();
        }
        assertThat(output.getOut()).containsOnlyOnce(FAILS).containsOnlyOnce(GOES_ON);
    }

    private static final class Away extends Topics {

        private final AtomicInteger asked = new AtomicInteger();
        private volatile boolean away = true;

        Away(KafkaClients kafka, OutboxProperties properties, Pendientes pendientes) {
            super(kafka, properties, pendientes);
        }

        @Override
        void ensure() throws TimeoutException {
            asked.incrementAndGet();
            if (away) {
                throw new TimeoutException("away");
            }
        }
    }

    private static final class Nothing extends Pendientes {

        Nothing(RelayDatabase database) {
            super(database);
        }

        @Override
        List<String> vendedores() {
            return List.of();
        }
    }

    private static final class NoDatabase implements JdbcConnectionDetails {

        @Override
        public String getUsername() {
            return "nobody";
        }

        @Override
        public String getPassword() {
            return "none";
        }

        @Override
        public String getJdbcUrl() {
            return "jdbc:postgresql://127.0.0.1:1/none";
        }
    }
}
