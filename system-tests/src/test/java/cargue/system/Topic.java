package cargue.system;

import cargue.contract.CheckEvento;
import cargue.contract.Evento;
import cargue.contract.EventoIlegible;
import cargue.contract.EventoJson;
import cargue.contract.Temas;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/** The topic as an analyst reads it: all of it, from its start. */
final class Topic {

    private static final Duration POLL = Duration.ofMillis(200);

    private final Map<String, Object> connection;

    Topic(String bootstrapServers) {
        this(Map.of(ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers));
    }

    /** With all that a client needs to be let in. */
    Topic(Map<String, Object> connection) {
        this.connection = connection;
    }

    /** A record with what it holds. */
    record Message(Evento evento, String key, String value, int partition, Map<String, String> headers) {

        CheckEvento check() {
            return (CheckEvento) evento;
        }
    }

    /** Every record of a vendedor that the topic has now, in order. */
    List<Message> read(String vendedorId) {
        return readAll(vendedorId::equals);
    }

    /** Every value of a topic, in order within each partition. */
    List<String> values(String topic) {
        return records(topic).stream()
                .map(r -> new String(r.value(), StandardCharsets.UTF_8))
                .toList();
    }

    /** Every record of these vendedores, in order for each; what others' records hold does not matter. */
    List<Message> readAll(Predicate<String> vendedores) {
        return records(Temas.CHECKS).stream()
                .filter(r -> vendedores.test(new String(r.key(), StandardCharsets.UTF_8)))
                .map(Topic::message)
                .toList();
    }

    private List<ConsumerRecord<byte[], byte[]>> records(String topic) {
        Map<String, Object> config = new HashMap<>(connection);
        config.put(ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, false);
        try (KafkaConsumer<byte[], byte[]> consumer =
                new KafkaConsumer<>(config, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
            List<TopicPartition> partitions = consumer.partitionsFor(topic).stream()
                    .map(p -> new TopicPartition(p.topic(), p.partition()))
                    .toList();
            Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            List<ConsumerRecord<byte[], byte[]>> records = new ArrayList<>();
            while (partitions.stream().anyMatch(p -> consumer.position(p) < ends.get(p))) {
                consumer.poll(POLL).forEach(records::add);
            }
            return records;
        }
    }

    private static Message message(ConsumerRecord<byte[], byte[]> r) {
        Map<String, String> headers = new LinkedHashMap<>();
        for (Header header : r.headers()) {
            headers.put(header.key(), new String(header.value(), StandardCharsets.UTF_8));
        }
        Documented.event(new String(r.value(), StandardCharsets.UTF_8), headers);
        try {
            return new Message(
                    EventoJson.read(r.value()),
                    new String(r.key(), StandardCharsets.UTF_8),
                    new String(r.value(), StandardCharsets.UTF_8),
                    r.partition(),
                    headers);
        } catch (EventoIlegible e) {
            throw new IllegalStateException("offset " + r.offset() + " of partition " + r.partition(), e);
        }
    }
}
