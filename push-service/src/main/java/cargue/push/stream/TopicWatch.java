package cargue.push.stream;

import cargue.contract.Temas;
import cargue.push.OwnedBy;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Notices what a consumer alone does not tell: that the topic was deleted or made anew under it, and that Kafka is away
 * or back. Asks without waiting.
 */
@OwnedBy("push-stream")
final class TopicWatch implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(TopicWatch.class);

    /** A broker that has just started may not know a topic yet; one such answer proves nothing. */
    private static final int MISSES = 2;

    private final Admin admin;
    private final Uuid topicId;
    private final long interval;
    private @Nullable KafkaFuture<Map<String, TopicDescription>> asked;
    private long next;
    private int misses;
    private boolean away;

    TopicWatch(Admin admin, Uuid topicId, Duration interval, long now) {
        this.admin = admin;
        this.topicId = topicId;
        this.interval = interval.toNanos();
        this.next = now + this.interval;
    }

    /** @throws NotReadable when the topic that was opened is no more */
    void look(long now) throws NotReadable {
        if (asked != null && asked.isDone()) {
            KafkaFuture<Map<String, TopicDescription>> answer = asked;
            asked = null;
            hear(answer);
        }
        if (asked == null && now - next >= 0) {
            next = now + interval;
            asked = admin.describeTopics(List.of(Temas.CHECKS)).allTopicNames();
        }
    }

    /** Asks where partitions end now. */
    KafkaFuture<Map<TopicPartition, Long>> askEnds(Set<TopicPartition> partitions) {
        Map<TopicPartition, OffsetSpec> question =
                partitions.stream().collect(Collectors.toMap(partition -> partition, partition -> OffsetSpec.latest()));
        return admin.listOffsets(question)
                .all()
                .thenApply(answer -> answer.entrySet().stream()
                        .collect(Collectors.toMap(
                                Map.Entry::getKey, entry -> entry.getValue().offset())));
    }

    private void hear(KafkaFuture<Map<String, TopicDescription>> answer) throws NotReadable {
        try {
            TopicDescription topic = answer.get().get(Temas.CHECKS);
            misses = 0;
            if (away) {
                away = false;
                LOG.info("Kafka answers again");
            }
            if (topic == null || !topic.topicId().equals(topicId)) {
                throw new NotReadable(Phase.WAITING_FOR_TOPIC, "the topic was made anew", null);
            }
        } catch (ExecutionException e) {
            missed(e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void missed(@Nullable Throwable cause) throws NotReadable {
        if (cause instanceof UnknownTopicOrPartitionException) {
            misses++;
            if (misses >= MISSES) {
                throw new NotReadable(Phase.WAITING_FOR_TOPIC, "the topic is gone", cause);
            }
        } else if (!away) {
            away = true;
            LOG.warn(
                    "Kafka does not answer; viewers keep what they have, and get what comes when it is back: {}",
                    String.valueOf(cause));
        }
    }

    @Override
    public void close() {
        admin.close(Duration.ZERO);
    }
}
