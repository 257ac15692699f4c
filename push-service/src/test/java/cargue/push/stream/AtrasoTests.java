package cargue.push.stream;

import static org.assertj.core.api.Assertions.assertThat;

import cargue.contract.Latido;
import cargue.contract.Temas;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.internals.KafkaFutureImpl;
import org.junit.jupiter.api.Test;

/** How late the pipeline is, and when Kafka's ends are reached, on a clock and a log that the test moves. */
class AtrasoTests {

    private static final TopicPartition PARTITION = new TopicPartition("t", 0);

    private final Atraso atraso = new Atraso();
    private KafkaFutureImpl<Map<TopicPartition, Long>> question = new KafkaFutureImpl<>();
    private int asked;
    private long position;
    private long now;
    private final LogEnds ends = new LogEnds(this::ask, partition -> position, () -> {}, 0);

    private KafkaFuture<Map<TopicPartition, Long>> ask() {
        asked++;
        question = new KafkaFutureImpl<>();
        return question;
    }

    @Test
    void isUnknownUntilAnIngestInstanceIsHeard() {
        atraso.measureBy(ends);
        heardOfKafka();
        assertThat(atraso.seconds(now)).isNull();
        hear("a", 0);
        assertThat(atraso.seconds(now)).isZero();
    }

    @Test
    void isUnknownUntilKafkaWasHeard() {
        atraso.measureBy(ends);
        hear("a", 0);
        assertThat(atraso.seconds(now)).isNull();
    }

    @Test
    void isUnknownWhileNothingIsRead() {
        hear("a", 0);
        assertThat(atraso.seconds(now)).isNull();
    }

    @Test
    void isTheGreatestOfWhatTheInstancesHaveStillToSend() {
        atraso.measureBy(ends);
        heardOfKafka();
        hear("a", 3);
        hear("b", 8);
        assertThat(atraso.seconds(now)).isEqualTo(8);
        hear("b", 0);
        assertThat(atraso.seconds(now)).isEqualTo(3);
    }

    @Test
    void forgetsWhoIsSilentForTenSeconds() {
        atraso.measureBy(ends);
        hear("a", 5);
        pass(6);
        answer(0);
        hear("b", 0);
        pass(5);
        assertThat(atraso.seconds(now)).isZero();
        pass(6);
        answer(0);
        assertThat(atraso.seconds(now)).isNull();
    }

    @Test
    void countsFromTheMomentAtWhichKafkaHeldWhatTheNodeHasNotRead() {
        atraso.measureBy(ends);
        pass(2);
        ends.look(now);
        answer(10);
        ends.look(now);
        pass(4);
        hear("a", 0);
        assertThat(atraso.seconds(now)).isEqualTo(4);
        position = 10;
        ends.look(now);
        assertThat(atraso.seconds(now)).isZero();
    }

    @Test
    void isUnknownWhenKafkaDoesNotSayForTenSecondsWhereItsLogEnds() {
        atraso.measureBy(ends);
        pass(2);
        ends.look(now);
        question.completeExceptionally(new TimeoutException());
        ends.look(now);
        pass(9);
        hear("a", 0);
        assertThat(atraso.seconds(now)).isNull();
    }

    @Test
    void anEndThatWasAskedForBeforeDoesNotCountForWhoComesAfter() {
        pass(2);
        ends.look(now);
        pass(1);
        long arrival = now;
        assertThat(ends.reached(arrival)).isFalse();
        answer(0);
        ends.look(now);
        assertThat(ends.reached(arrival)).isFalse();
        assertThat(asked).as("asked again at once").isEqualTo(2);
        answer(5);
        ends.look(now);
        assertThat(ends.reached(arrival)).isFalse();
        position = 5;
        ends.look(now);
        assertThat(ends.reached(arrival)).isTrue();
    }

    @Test
    void knowsHowFarBehindItIsThoughItIsFarBehind() {
        for (int i = 0; i < 100; i++) {
            pass(2);
            ends.look(now);
            answer(10 + i);
            ends.look(now);
        }
        hear("a", 0);
        atraso.measureBy(ends);
        assertThat(atraso.seconds(now)).isEqualTo(198);
        position = 1000;
        ends.look(now);
        assertThat(atraso.seconds(now)).isZero();
    }

    /** An operator who sees 0 believes that nothing is unread. */
    @Test
    void whatIsNotReadOfAPartitionIsUnknownUnlessKafkaSaidLatelyWhereItEnds() {
        assertThat(ends.lag(now)).hasSize(12).containsOnly(Double.NaN);
        pass(2);
        ends.look(now);
        answer(10);
        position = 7;
        ends.look(now);
        assertThat(ends.lag(now)).startsWith(3, Double.NaN);
        position = 11; // more than Kafka had then
        assertThat(ends.lag(now)).startsWith(0, Double.NaN);
        pass(11);
        assertThat(ends.lag(now)).containsOnly(Double.NaN);
    }

    @Test
    void aNodeThatReadsNothingTellsNothingOfBefore() {
        SimpleMeterRegistry registry = new SimpleMeterRegistry();
        StreamGauges gauges = new StreamGauges(registry);
        gauges.lag(new double[Temas.CHECKS_PARTITIONS]);
        gauges.queue(5, 1);
        gauges.vendedores(3);
        gauges.atraso(1L);
        gauges.unknown();

        assertThat(registry.get("cargue.push.lag").gauges())
                .extracting(Gauge::value)
                .containsOnly(Double.NaN);
        assertThat(registry.get("cargue.push.atraso").gauge().value()).isNaN();
        for (String name : List.of("queue", "queue.viewers", "vendedores")) {
            assertThat(registry.get("cargue.push." + name).gauge().value()).isZero();
        }
    }

    private void hear(String instance, long pending) {
        atraso.heard(new Latido(instance, Instant.EPOCH, pending), now);
    }

    private void pass(long seconds) {
        now += Duration.ofSeconds(seconds).toNanos();
    }

    private void heardOfKafka() {
        pass(2);
        answer(0);
    }

    private void answer(long end) {
        ends.look(now);
        question.complete(new HashMap<>(Map.of(PARTITION, end)));
        ends.look(now);
    }
}
