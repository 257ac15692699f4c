package cargue.push.stream;

import cargue.push.OwnedBy;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Supplier;
import org.apache.kafka.clients.consumer.CloseOptions;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.errors.WakeupException;

/**
 * One reading of the topic from its start: every partition, no group. It knows where the log ended when the reading
 * began, so "caught up" is a matter of positions, never of silence.
 */
@OwnedBy("push-stream")
final class ChecksReader implements AutoCloseable {

    private final Consumer<byte[], byte[]> consumer;
    private final TopicWatch watch;
    private final Supplier<KafkaFuture<Map<TopicPartition, Long>>> question;
    private final Map<TopicPartition, Long> behind;

    /**
     * @param consumer assigned to every partition and placed at its start, and to the latidos, placed at their end
     * @param ends where each partition of the log ended before
     * @param question asks Kafka, without waiting, where each ends now
     */
    ChecksReader(
            Consumer<byte[], byte[]> consumer,
            TopicWatch watch,
            Map<TopicPartition, Long> ends,
            Supplier<KafkaFuture<Map<TopicPartition, Long>>> question) {
        this.consumer = consumer;
        this.watch = watch;
        this.question = question;
        this.behind = new HashMap<>(ends);
    }

    /**
     * Waits for records; returns early, with those that are there, after {@link #wakeup}; who calls that again before
     * this has returned may keep it from finding any.
     */
    ConsumerRecords<byte[], byte[]> poll(Duration timeout) {
        try {
            return consumer.poll(timeout);
        } catch (WakeupException e) {
            // Thrown before it looked for records; those must not wait for a moment without requests.
            return pollNow();
        }
    }

    private ConsumerRecords<byte[], byte[]> pollNow() {
        try {
            return consumer.poll(Duration.ZERO);
        } catch (WakeupException e) {
            return ConsumerRecords.empty();
        }
    }

    /** Ends a {@link #poll} that waits, or the next one. Any thread. */
    void wakeup() {
        consumer.wakeup();
    }

    /** Whether all that the log held when this reading began was returned by {@link #poll}. */
    boolean caughtUp() {
        behind.entrySet().removeIf(end -> position(end.getKey()) >= end.getValue());
        return behind.isEmpty();
    }

    /** Up to where the records of a partition were returned by {@link #poll}; -1 when that is not known now. */
    long position(TopicPartition partition) {
        try {
            return consumer.position(partition, Duration.ZERO);
        } catch (TimeoutException | WakeupException e) {
            return -1; // asked again after the next poll
        }
    }

    /** Asks Kafka where each partition of the log ends now. Does not wait. */
    KafkaFuture<Map<TopicPartition, Long>> askEnds() {
        return question.get();
    }

    /** Goes back within a partition. */
    void rereadFrom(TopicPartition partition, long offset) {
        consumer.seek(partition, offset);
    }

    /** Looks from time to time whether the topic is still the one that was opened. */
    void watch(long nanos) throws NotReadable {
        watch.look(nanos);
    }

    @Override
    public void close() {
        watch.close();
        consumer.close(CloseOptions.timeout(Duration.ZERO));
    }
}
