package cargue.ingest.outbox;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.springframework.kafka.core.KafkaAdmin;
import org.springframework.kafka.core.ProducerFactory;
import org.springframework.stereotype.Component;

/**
 * Makes clients of Kafka with the connection settings under {@code spring.kafka}. They are taken from Spring's own
 * factories: {@code KafkaProperties} alone lacks what an SSL bundle holds. Any thread; what is made belongs to the
 * caller, who closes it.
 */
@Component
class KafkaClients {

    private final ProducerFactory<?, ?> producers;
    private final KafkaAdmin admins;

    KafkaClients(ProducerFactory<?, ?> producers, KafkaAdmin admins) {
        this.producers = producers;
        this.admins = admins;
    }

    /**
     * A producer of bytes.
     *
     * @param own settings that no one may change from outside
     * @throws org.apache.kafka.common.KafkaException when it cannot be made: no address of a broker resolves
     */
    Producer<byte[], byte[]> producer(Map<String, Object> own) {
        Map<String, Object> config = new HashMap<>(producers.getConfigurationProperties());
        config.remove(ProducerConfig.KEY_SERIALIZER_CLASS_CONFIG);
        config.remove(ProducerConfig.VALUE_SERIALIZER_CLASS_CONFIG);
        config.putAll(own);
        return new KafkaProducer<>(config, new ByteArraySerializer(), new ByteArraySerializer());
    }

    /**
     * A client for questions about topics, each of which ends after the time.
     *
     * @throws org.apache.kafka.common.KafkaException when it cannot be made: no address of a broker resolves
     */
    Admin admin(Duration timeout) {
        Map<String, Object> config = new HashMap<>(admins.getConfigurationProperties());
        config.put(AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG, (int) timeout.toMillis());
        config.put(AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, (int) timeout.toMillis());
        return Admin.create(config);
    }
}
