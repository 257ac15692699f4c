package cargue.push.kafka;

import cargue.push.PushSettings;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.springframework.kafka.core.ConsumerFactory;
import org.springframework.kafka.core.KafkaAdmin;
import org.springframework.stereotype.Component;

/**
 * Makes clients of Kafka with the connection settings under {@code spring.kafka}. A consumer has no group, commits
 * nothing, and makes no topic; every question that is asked without a time of its own ends after {@code
 * cargue.push.kafka-timeout}. Any thread; what is made belongs to the caller, who closes it.
 */
@Component
public final class KafkaClients {

    private final Map<String, Object> consumerConfig;
    private final Map<String, Object> adminConfig;
    private final AtomicLong made = new AtomicLong();

    KafkaClients(ConsumerFactory<?, ?> consumers, KafkaAdmin admins, PushSettings settings) {
        int timeout = (int) settings.kafkaTimeout().toMillis();
        adminConfig = new HashMap<>(admins.getConfigurationProperties());
        adminConfig.put(AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG, timeout);
        adminConfig.put(AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, timeout);
        consumerConfig = new HashMap<>(consumers.getConfigurationProperties());
        consumerConfig.remove(ConsumerConfig.GROUP_ID_CONFIG);
        consumerConfig.put(ConsumerConfig.KEY_DESERIALIZER_CLASS_CONFIG, ByteArrayDeserializer.class);
        consumerConfig.put(ConsumerConfig.VALUE_DESERIALIZER_CLASS_CONFIG, ByteArrayDeserializer.class);
        consumerConfig.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
        consumerConfig.put(ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, false);
        // A position that the log has not got must be an error: to jump anywhere would lose events in silence.
        consumerConfig.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "none");
        // The broker answers as soon as there is one record.
        consumerConfig.put(ConsumerConfig.FETCH_MIN_BYTES_CONFIG, 1);
        consumerConfig.put(ConsumerConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, timeout);
        // A broker that is gone without a word is noticed by a fetch that it does not answer; by default after 30 s.
        consumerConfig.put(ConsumerConfig.REQUEST_TIMEOUT_MS_CONFIG, timeout);
    }

    /**
     * A consumer that is assigned nothing yet.
     *
     * @param purpose names it, with a number, in Kafka's logs and quotas
     * @throws org.apache.kafka.common.KafkaException when it cannot be made: no address of a broker resolves
     */
    public Consumer<byte[], byte[]> consumer(String purpose) {
        Map<String, Object> config = new HashMap<>(consumerConfig);
        config.put(ConsumerConfig.CLIENT_ID_CONFIG, "cargue-push-" + purpose + "-" + made.incrementAndGet());
        return new KafkaConsumer<>(config);
    }

    /**
     * A client for questions about topics and offsets.
     *
     * @throws org.apache.kafka.common.KafkaException when it cannot be made: no address of a broker resolves
     */
    public Admin admin() {
        return Admin.create(adminConfig);
    }

    /** Where Kafka is expected, for messages to the operator. */
    public String bootstrapServers() {
        return String.valueOf(adminConfig.get(AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG));
    }
}
