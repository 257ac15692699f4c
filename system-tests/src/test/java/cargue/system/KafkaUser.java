package cargue.system;

import static org.awaitility.Awaitility.await;

import cargue.contract.Temas;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.DescribeTopicsOptions;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.errors.TopicExistsException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/**
 * One who tries what he may do in Kafka. Each method tells whether he may; what fails for any other reason than want of
 * permission is thrown.
 *
 * @param connection how he comes to Kafka
 */
record KafkaUser(Map<String, Object> connection) {

    private static final byte[] NO_EVENT = "no event".getBytes(StandardCharsets.UTF_8);

    /** Something that Kafka may refuse. */
    private interface Use {
        void run(Admin admin) throws Exception;
    }

    /** All that he may do with a topic. */
    Set<AclOperation> operations(String topic) throws Exception {
        try (Admin admin = Admin.create(connection)) {
            return admin.describeTopics(List.of(topic), new DescribeTopicsOptions().includeAuthorizedOperations(true))
                    .topicNameValues()
                    .get(topic)
                    .get()
                    .authorizedOperations();
        }
    }

    boolean mayCreate(String topic) throws Exception {
        return may(admin -> {
            try {
                admin.createTopics(List.of(new NewTopic(topic, 1, (short) 1)))
                        .all()
                        .get();
            } catch (ExecutionException e) {
                if (!(e.getCause() instanceof TopicExistsException)) { // said to him only who may make it
                    throw e;
                }
            }
        });
    }

    /** As the relay writes, and without the producer's number. */
    boolean mayWrite(String topic) throws Exception {
        boolean numbered = may(admin -> write(topic, true));
        boolean plain = may(admin -> write(topic, false));
        if (numbered != plain) {
            throw new IllegalStateException("with a number " + numbered + ", without " + plain);
        }
        return plain;
    }

    private void write(String topic, boolean idempotent) throws Exception {
        Map<String, Object> config = new HashMap<>(connection);
        config.put(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, idempotent);
        config.put(ProducerConfig.MAX_BLOCK_MS_CONFIG, 10_000);
        try (var producer = new KafkaProducer<>(config, new ByteArraySerializer(), new ByteArraySerializer())) {
            producer.send(new ProducerRecord<>(topic, NO_EVENT)).get();
        }
    }

    boolean mayRead(String topic) throws Exception {
        return may(admin -> new Topic(connection).values(topic));
    }

    /** As tools read that commit how far they are. */
    boolean mayReadIn(String group) throws Exception {
        Map<String, Object> config = new HashMap<>(connection);
        config.put(ConsumerConfig.GROUP_ID_CONFIG, group);
        config.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
        return may(admin -> {
            try (var consumer = new KafkaConsumer<>(config, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
                consumer.subscribe(List.of(Temas.LATIDOS));
                await().atMost(Duration.ofSeconds(20))
                        .until(() -> !consumer.poll(Duration.ofMillis(200)).isEmpty());
                consumer.commitSync();
            }
        });
    }

    private boolean may(Use use) throws Exception {
        try (Admin admin = Admin.create(connection)) {
            use.run(admin);
            return true;
        } catch (ExecutionException e) {
            if (e.getCause() instanceof AuthorizationException) {
                return false;
            }
            throw e;
        } catch (KafkaException e) {
            // A producer that was refused its number before it is told to send says so as its own error's cause.
            if (e instanceof AuthorizationException || e.getCause() instanceof AuthorizationException) {
                return false;
            }
            throw e;
        }
    }
}
