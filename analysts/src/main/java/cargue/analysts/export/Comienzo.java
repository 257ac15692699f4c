package cargue.analysts.export;

import cargue.contract.Temas;
import java.time.Instant;
import java.util.Map;
import java.util.Objects;
import org.apache.kafka.clients.consumer.OffsetAndTimestamp;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/**
 * From when on a topic holds everything for sure, by Kafka's clock. What was before that may be there as well: of a
 * partition that was idle for long, all that is deleted can be older still.
 *
 * @param cut whether there was something before that
 */
public record Comienzo(Instant at, boolean cut) {

    /** Where the topic begins, when that is later than an instant; null when it is not, or is empty. */
    static @Nullable Comienzo after(Instant desde, Tema tema) {
        Map<TopicPartition, Long> begins = tema.consumer().beginningOffsets(tema.partitions());
        Map<TopicPartition, OffsetAndTimestamp> firsts = tema.times(Instant.EPOCH);
        @Nullable Instant latest = null;
        @Nullable Instant earliest = null;
        for (TopicPartition partition : tema.partitions()) {
            boolean cut = Objects.requireNonNull(begins.get(partition)) > 0;
            @Nullable Instant first = time(firsts.get(partition));
            if (first == null && cut) {
                first = Instant.now().minus(Temas.CHECKS_RETENTION); // all of it was older
            }
            if (first != null) {
                earliest = earliest == null || first.isBefore(earliest) ? first : earliest;
                latest = cut && (latest == null || first.isAfter(latest)) ? first : latest;
            }
        }
        @Nullable Instant whole = latest == null ? earliest : latest;
        return whole != null && whole.isAfter(desde) ? new Comienzo(whole, latest != null) : null;
    }

    private static @Nullable Instant time(@Nullable OffsetAndTimestamp found) {
        return found == null ? null : Instant.ofEpochMilli(found.timestamp());
    }

    /** What people are told. */
    @Override
    public String toString() {
        return cut
                ? "warning: the topic may lack events from before " + at + ", which Kafka has deleted"
                : "the topic begins at " + at;
    }
}
