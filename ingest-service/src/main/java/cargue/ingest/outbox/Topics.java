package cargue.ingest.outbox;

import cargue.contract.Temas;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.config.TopicConfig;
import org.apache.kafka.common.errors.TopicExistsException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/**
 * Makes the two topics with their fixed settings and checks those that are there. Never changes a topic: more
 * partitions would move vendedores between them and break their order.
 */
@Component
class Topics {

    private static final Logger log = LoggerFactory.getLogger(Topics.class);
    private static final Duration TIMEOUT = Duration.ofSeconds(5);

    private final KafkaClients kafka;
    private final OutboxProperties properties;
    private final Pendientes pendientes;

    Topics(KafkaClients kafka, OutboxProperties properties, Pendientes pendientes) {
        this.kafka = kafka;
        this.properties = properties;
        this.pendientes = pendientes;
    }

    /**
     * Makes what is missing and checks the rest, within some seconds.
     *
     * @throws TopicUnusable when the topic must not be written to until a person has acted
     * @throws ExecutionException when Kafka refused or is away
     * @throws TimeoutException when Kafka did not answer
     */
    void ensure() throws TopicUnusable, ExecutionException, TimeoutException, InterruptedException {
        try (Admin admin = kafka.admin(TIMEOUT)) {
            if (isMissing(admin, Temas.CHECKS) && create(admin, checks()) && pendientes.anyPublished()) {
                log.error(
                        "ALARM topic {} was missing and has been made anew, but events had been published to it:"
                                + " readers have lost them. Stop ingest-service and run ./cargue nueva-epoca.",
                        Temas.CHECKS);
            }
            if (isMissing(admin, Temas.LATIDOS)) {
                create(admin, latidos());
            }
            check(describe(admin, Temas.CHECKS).partitions().size());
        }
    }

    /** By its name: a list leaves out what its asker may not see, as if it were not there. */
    private static TopicDescription describe(Admin admin, String topic)
            throws ExecutionException, TimeoutException, InterruptedException {
        KafkaFuture<TopicDescription> description = Objects.requireNonNull(
                admin.describeTopics(List.of(topic)).topicNameValues().get(topic));
        return description.get(TIMEOUT.toMillis(), TimeUnit.MILLISECONDS);
    }

    private static boolean isMissing(Admin admin, String topic)
            throws ExecutionException, TimeoutException, InterruptedException {
        try {
            describe(admin, topic);
            return false;
        } catch (ExecutionException e) {
            if (e.getCause() instanceof UnknownTopicOrPartitionException) {
                return true;
            }
            throw e;
        }
    }

    private static void check(int partitions) throws TopicUnusable {
        if (partitions != Temas.CHECKS_PARTITIONS) {
            throw new TopicUnusable("topic " + Temas.CHECKS + " has " + partitions + " partitions and must have "
                    + Temas.CHECKS_PARTITIONS
                    + "; stop ingest-service, delete the topic, run ./cargue nueva-epoca and start again");
        }
    }

    /** Whether it was this instance that made it. */
    private static boolean create(Admin admin, NewTopic topic)
            throws ExecutionException, TimeoutException, InterruptedException {
        try {
            admin.createTopics(List.of(topic)).all().get(TIMEOUT.toMillis(), TimeUnit.MILLISECONDS);
            log.info("Made topic {}", topic);
            return true;
        } catch (ExecutionException e) {
            if (!(e.getCause() instanceof TopicExistsException)) {
                throw e;
            }
            log.info("Another instance has just made topic {}", topic.name());
            return false;
        }
    }

    private NewTopic checks() {
        return new NewTopic(Temas.CHECKS, Temas.CHECKS_PARTITIONS, properties.replicas())
                .configs(durable(Temas.CHECKS_RETENTION));
    }

    private NewTopic latidos() {
        return new NewTopic(Temas.LATIDOS, 1, properties.replicas())
                .configs(Map.of(
                        TopicConfig.RETENTION_MS_CONFIG,
                        String.valueOf(Temas.LATIDOS_RETENTION.toMillis()),
                        TopicConfig.CLEANUP_POLICY_CONFIG,
                        TopicConfig.CLEANUP_POLICY_DELETE));
    }

    /** With several replicas an event is safe on two brokers; with one it is safe on the disk. */
    private Map<String, String> durable(Duration retention) {
        Map<String, String> config = new HashMap<>();
        config.put(TopicConfig.CLEANUP_POLICY_CONFIG, TopicConfig.CLEANUP_POLICY_DELETE);
        config.put(TopicConfig.RETENTION_MS_CONFIG, String.valueOf(retention.toMillis()));
        config.put(TopicConfig.RETENTION_BYTES_CONFIG, "-1");
        config.put(TopicConfig.MESSAGE_TIMESTAMP_TYPE_CONFIG, "LogAppendTime");
        config.put(TopicConfig.MIN_IN_SYNC_REPLICAS_CONFIG, properties.replicas() > 1 ? "2" : "1");
        config.put(TopicConfig.UNCLEAN_LEADER_ELECTION_ENABLE_CONFIG, "false");
        if (properties.replicas() == 1) {
            config.put(TopicConfig.FLUSH_MESSAGES_INTERVAL_CONFIG, "1");
        }
        return config;
    }

    /** The topic is there and wrong. */
    static final class TopicUnusable extends Exception {

        private static final long serialVersionUID = 1L;

        TopicUnusable(String message) {
            super(message);
        }
    }
}
