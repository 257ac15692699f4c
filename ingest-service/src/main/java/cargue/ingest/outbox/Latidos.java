package cargue.ingest.outbox;

import cargue.contract.Latido;
import cargue.contract.Temas;
import cargue.ingest.http.Json;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Future;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.KafkaException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.dao.DataAccessException;
import org.springframework.stereotype.Component;

/**
 * Tells {@code cargue-latidos} how old the oldest event is that Kafka has not got, by a producer of its own, so that a
 * relay that is stuck cannot hide it. What cannot be known is not told: viewers take silence for "unknown". Used by the
 * scheduler's threads, one at a time.
 */
@Component
class Latidos implements DisposableBean {

    private static final Logger log = LoggerFactory.getLogger(Latidos.class);
    private static final Map<String, Object> CONFIG = Map.of(
            ProducerConfig.ACKS_CONFIG, "1",
            ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, false,
            ProducerConfig.LINGER_MS_CONFIG, 0,
            ProducerConfig.RETRIES_CONFIG, 0,
            ProducerConfig.MAX_BLOCK_MS_CONFIG, 1_000,
            ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG, 2_000,
            ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, 4_000);

    private final String instancia = UUID.randomUUID().toString();
    private final Pendientes pendientes;
    private final OutboxRelay relay;
    private final KafkaClients kafka;
    private final RelayMetrics metrics;
    private final Clock clock;
    private @Nullable Producer<byte[], byte[]> producer;
    private boolean silent;

    Latidos(Pendientes pendientes, OutboxRelay relay, KafkaClients kafka, RelayMetrics metrics, Clock clock) {
        this.pendientes = pendientes;
        this.relay = relay;
        this.kafka = kafka;
        this.metrics = metrics;
        this.clock = clock;
    }

    /** Measures and sends one; a failure is for the next to mend. */
    synchronized void beat() {
        try {
            Pendientes.Medida medida = pendientes.measure();
            metrics.pending(medida);
            if (!relay.topicsReady()) {
                return; // the topic may not be there yet, and must not be made by a send
            }
            Latido latido = new Latido(instancia, clock.instant(), medida.segundos());
            Producer<byte[], byte[]> current = producer();
            Future<RecordMetadata> unused =
                    current.send(new ProducerRecord<>(Temas.LATIDOS, Json.write(latido)), (metadata, e) -> {
                        if (e != null) {
                            log.debug("A heartbeat was not sent", e);
                        }
                    });
            if (silent) {
                log.info("Heartbeats go out again");
            }
            silent = false;
        } catch (DataAccessException | KafkaException e) {
            if (e instanceof DataAccessException) {
                metrics.pendingUnknown();
            }
            if (!silent) {
                log.warn("No heartbeat until it is known how far the relay is: {}", e.toString());
            }
            silent = true;
        }
    }

    private Producer<byte[], byte[]> producer() {
        Producer<byte[], byte[]> current = producer;
        if (current == null) {
            current = kafka.producer(CONFIG);
            producer = current;
        }
        return current;
    }

    @Override
    public synchronized void destroy() {
        if (producer != null) {
            producer.close(Duration.ZERO);
        }
    }
}
