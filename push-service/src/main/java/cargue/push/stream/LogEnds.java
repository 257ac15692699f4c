package cargue.push.stream;

import cargue.contract.Temas;
import cargue.push.OwnedBy;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.function.Supplier;
import java.util.function.ToLongFunction;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Asks Kafka again and again where its log ends, without waiting for the answer, and knows when this node has read so
 * far. So "the node has everything that Kafka held at that moment" is a matter of positions and of this node's own clock.
 */
@OwnedBy(PushStream.THREAD)
final class LogEnds {

    private static final Logger LOG = LoggerFactory.getLogger(LogEnds.class);

    static final Duration INTERVAL = Duration.ofSeconds(2);

    /** Ends that were told and not yet reached; of more than so many the newest replaces the newest. */
    private static final int MAX_OPEN = 8;

    private record Mark(long askedAt, Map<TopicPartition, Long> ends) {}

    private final Supplier<KafkaFuture<Map<TopicPartition, Long>>> question;
    private final ToLongFunction<TopicPartition> position;
    private final Runnable onAnswer;
    private final ArrayDeque<Mark> open = new ArrayDeque<>();
    private @Nullable KafkaFuture<Map<TopicPartition, Long>> asked;
    private Map<TopicPartition, Long> latest = Map.of();
    private long askedAt;
    private boolean answered;
    private long answeredAt;
    private long reachedAt;
    private long needed;

    /**
     * Begins when the reading of the log begins: what Kafka held then is read before anyone is answered.
     *
     * @param question asks where each partition ends
     * @param position up to where this node has read a partition
     * @param onAnswer is run by any thread when an answer is there
     */
    LogEnds(
            Supplier<KafkaFuture<Map<TopicPartition, Long>>> question,
            ToLongFunction<TopicPartition> position,
            Runnable onAnswer,
            long now) {
        this.question = question;
        this.position = position;
        this.onAnswer = onAnswer;
        this.askedAt = now;
        this.answeredAt = now;
        this.reachedAt = now;
        this.needed = now;
    }

    /** Whether everything that Kafka held at a moment was read; if not, that is found out as soon as can be. */
    boolean reached(long moment) {
        if (reachedAt - moment >= 0) {
            return true;
        }
        if (moment - needed > 0) {
            needed = moment;
        }
        return false;
    }

    /** How many whole seconds ago Kafka held something that this node has not read yet; null: Kafka does not say. */
    @Nullable
    Long lagSeconds(long now) {
        if (!hasHeard(now)) {
            return null;
        }
        Mark oldest = open.peek();
        return oldest == null ? 0 : Duration.ofNanos(now - oldest.askedAt()).toSeconds();
    }

    /** Hears answers, sees how far this node is, asks again. Never waits. */
    void look(long now) {
        KafkaFuture<Map<TopicPartition, Long>> answer = asked;
        if (answer != null && answer.isDone()) {
            asked = null;
            hear(answer, now);
        }
        for (Mark mark = open.peek(); mark != null && isReached(mark); mark = open.peek()) {
            reachedAt = mark.askedAt();
            open.remove();
        }
        boolean wanted = now - askedAt >= INTERVAL.toNanos() || needed - askedAt > 0;
        if (asked == null && wanted) {
            ask(now);
        }
    }

    private void ask(long now) {
        askedAt = now;
        asked = question.get();
        var unused = asked.whenComplete((ends, failure) -> onAnswer.run());
    }

    private void hear(KafkaFuture<Map<TopicPartition, Long>> answer, long now) {
        try {
            latest = answer.get();
            Mark mark = new Mark(askedAt, new HashMap<>(latest));
            if (open.size() == MAX_OPEN) {
                open.removeLast(); // the oldest tells the lag, the newest when it is over
            }
            open.add(mark);
            answered = true;
            answeredAt = now;
        } catch (ExecutionException e) {
            // TopicWatch tells the operator; viewers are told by atraso_s when it lasts.
            LOG.debug("Kafka did not say where its log ends", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** How many records of each partition are not read of those that Kafka told of lately; NaN: not known. */
    double[] lag(long now) {
        double[] lag = unknownLag();
        if (hasHeard(now)) {
            latest.forEach((partition, end) -> {
                long read = position.applyAsLong(partition);
                if (read >= 0) {
                    lag[partition.partition()] = Math.max(0, end - read);
                }
            });
        }
        return lag;
    }

    static double[] unknownLag() {
        double[] lag = new double[Temas.CHECKS_PARTITIONS];
        Arrays.fill(lag, Double.NaN);
        return lag;
    }

    private boolean hasHeard(long now) {
        return answered && now - answeredAt <= Atraso.HEARD_WITHIN.toNanos();
    }

    /** Each partition that Kafka told of last, for those who look after the node. */
    List<Vista.Particion> show() {
        return latest.entrySet().stream()
                .map(end -> {
                    long read = position.applyAsLong(end.getKey());
                    return new Vista.Particion(end.getKey().partition(), end.getValue(), read < 0 ? null : read);
                })
                .sorted(Comparator.comparingInt(Vista.Particion::particion))
                .toList();
    }

    private boolean isReached(Mark mark) {
        mark.ends().entrySet().removeIf(end -> position.applyAsLong(end.getKey()) >= end.getValue());
        return mark.ends().isEmpty();
    }
}
