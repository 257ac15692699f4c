package cargue.push.stream;

import cargue.contract.Temas;
import cargue.push.PushSettings;
import cargue.push.kafka.KafkaClients;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.LongSupplier;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListOffsetsResult.ListOffsetsResultInfo;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.RetriableException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.springframework.stereotype.Component;

/** Opens readings of the topic, with the connection settings under {@code spring.kafka}. */
@Component
final class KafkaReadings implements Readings {

    private static final Duration LOOK = Duration.ofMillis(100);

    private final KafkaClients clients;
    private final PushSettings settings;

    KafkaReadings(KafkaClients clients, PushSettings settings) {
        this.clients = clients;
        this.settings = settings;
    }

    @Override
    public ChecksReader open(BooleanSupplier giveUp, LongSupplier nanos) throws NotReadable, InterruptedException {
        Admin admin = admin();
        try {
            Map<String, KafkaFuture<TopicDescription>> topics =
                    admin.describeTopics(List.of(Temas.CHECKS, Temas.LATIDOS)).topicNameValues();
            TopicDescription topic = ask(Objects.requireNonNull(topics.get(Temas.CHECKS)), giveUp);
            List<TopicPartition> partitions = partitions(topic);
            // The ends before the starts: what comes between is read anyway, what was there before is waited for.
            Map<TopicPartition, Long> ends = offsets(admin, partitions, OffsetSpec.latest(), giveUp);
            Map<TopicPartition, Long> starts = offsets(admin, partitions, OffsetSpec.earliest(), giveUp);
            Consumer<byte[], byte[]> consumer = clients.consumer("stream");
            TopicPartition latidos = new TopicPartition(Temas.LATIDOS, 0);
            boolean beating = exists(Objects.requireNonNull(topics.get(Temas.LATIDOS)), giveUp);
            long latidosEnd = beating ? end(admin, latidos, giveUp) : 0;
            consumer.assign(
                    Stream.concat(partitions.stream(), Stream.of(latidos)).toList());
            starts.forEach(consumer::seek);
            consumer.seek(latidos, latidosEnd);
            TopicWatch watch = new TopicWatch(admin, topic.topicId(), settings.topicCheckInterval(), nanos.getAsLong());
            return new ChecksReader(consumer, watch, ends, () -> watch.askEnds(ends.keySet()));
        } catch (NotReadable | RuntimeException | InterruptedException e) {
            admin.close(Duration.ZERO);
            throw e;
        }
    }

    private Admin admin() throws NotReadable {
        try {
            return clients.admin();
        } catch (KafkaException e) {
            Throwable cause = e.getCause() == null ? e : e.getCause();
            throw new NotReadable(Phase.WAITING_FOR_KAFKA, unreachable(cause), e);
        }
    }

    private static List<TopicPartition> partitions(TopicDescription topic) throws NotReadable {
        int count = topic.partitions().size();
        if (count != Temas.CHECKS_PARTITIONS) {
            throw new NotReadable(
                    Phase.FAILED,
                    "topic %s has %d partitions, not %d: vendedores would be out of order; make it anew"
                            .formatted(Temas.CHECKS, count, Temas.CHECKS_PARTITIONS),
                    null);
        }
        return IntStream.range(0, count)
                .mapToObj(partition -> new TopicPartition(Temas.CHECKS, partition))
                .toList();
    }

    private Map<TopicPartition, Long> offsets(
            Admin admin, List<TopicPartition> partitions, OffsetSpec spec, BooleanSupplier giveUp)
            throws NotReadable, InterruptedException {
        Map<TopicPartition, OffsetSpec> question =
                partitions.stream().collect(Collectors.toMap(partition -> partition, partition -> spec));
        Map<TopicPartition, Long> answer = new HashMap<>();
        for (Map.Entry<TopicPartition, ListOffsetsResultInfo> entry :
                ask(admin.listOffsets(question).all(), giveUp).entrySet()) {
            answer.put(entry.getKey(), entry.getValue().offset());
        }
        return answer;
    }

    /** Ingest may not have made the topic of its signs of life yet; then it begins at 0. */
    private boolean exists(KafkaFuture<TopicDescription> topic, BooleanSupplier giveUp)
            throws NotReadable, InterruptedException {
        try {
            ask(topic, giveUp);
            return true;
        } catch (NotReadable e) {
            if (e.phase() == Phase.WAITING_FOR_TOPIC) {
                return false;
            }
            throw e;
        }
    }

    /** Signs of life from before this reading would pass for new, so it goes on where they end. */
    private long end(Admin admin, TopicPartition latidos, BooleanSupplier giveUp)
            throws NotReadable, InterruptedException {
        return Objects.requireNonNull(
                offsets(admin, List.of(latidos), OffsetSpec.latest(), giveUp).get(latidos));
    }

    private <T> T ask(KafkaFuture<T> future, BooleanSupplier giveUp) throws NotReadable, InterruptedException {
        while (!giveUp.getAsBoolean()) {
            try {
                return future.get(LOOK.toMillis(), TimeUnit.MILLISECONDS);
            } catch (java.util.concurrent.TimeoutException e) {
                // the client itself ends the question after kafkaTimeout
            } catch (ExecutionException e) {
                throw refused(e.getCause() == null ? e : e.getCause());
            }
        }
        throw new NotReadable(Phase.STOPPED, "the process stops", null);
    }

    private NotReadable refused(Throwable cause) {
        if (cause instanceof UnknownTopicOrPartitionException) {
            String detail = "Kafka at %s has no topic %s yet; ingest-service makes it"
                    .formatted(clients.bootstrapServers(), Temas.CHECKS);
            return new NotReadable(Phase.WAITING_FOR_TOPIC, detail, cause);
        }
        if (cause instanceof RetriableException) {
            return new NotReadable(Phase.WAITING_FOR_KAFKA, unreachable(cause), cause);
        }
        return new NotReadable(
                Phase.FAILED, "Kafka at %s refuses: %s".formatted(clients.bootstrapServers(), cause), cause);
    }

    private String unreachable(Throwable cause) {
        return "Kafka at %s is not reachable, asking again; check that it runs and spring.kafka.bootstrap-servers (%s)"
                .formatted(clients.bootstrapServers(), cause.getClass().getSimpleName());
    }
}
