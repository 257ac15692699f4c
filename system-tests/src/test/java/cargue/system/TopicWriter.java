package cargue.system;

import cargue.contract.Evento;
import cargue.contract.EventoHeaders;
import cargue.contract.EventoJson;
import cargue.contract.Temas;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.utils.Utils;

/** Writes to the topic as ingest-service would, and as it never would. */
final class TopicWriter implements AutoCloseable {

    private static final String TRACEPARENT = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01";
    private static final Duration LIMIT = Duration.ofSeconds(20);

    private final KafkaProducer<byte[], byte[]> producer;

    TopicWriter(String bootstrapServers) {
        producer = new KafkaProducer<>(
                Map.of(
                        ProducerConfig.BOOTSTRAP_SERVERS_CONFIG,
                        bootstrapServers,
                        ProducerConfig.LINGER_MS_CONFIG,
                        0,
                        ProducerConfig.MAX_BLOCK_MS_CONFIG,
                        LIMIT.toMillis()),
                new ByteArraySerializer(),
                new ByteArraySerializer());
    }

    /** Returns when Kafka has them all, in this order. */
    void write(Evento... eventos) {
        List<Future<RecordMetadata>> sent = new ArrayList<>();
        for (Evento evento : eventos) {
            var sending = record(evento.vendedorId(), EventoJson.write(evento));
            EventoHeaders.of(evento, TRACEPARENT)
                    .forEach((key, value) -> sending.headers().add(key, value.getBytes(StandardCharsets.UTF_8)));
            sent.add(producer.send(sending));
        }
        sent.forEach(TopicWriter::acknowledged);
    }

    /** Writes what is no event, and tells where it lies. */
    RecordMetadata writeRaw(String key, String value) {
        return acknowledged(producer.send(record(key, value.getBytes(StandardCharsets.UTF_8))));
    }

    /** Another vendedor whose events lie in the same partition, so that a node reads both's in the written order. */
    static String neighbour(String vendedorId) {
        int partition = partition(vendedorId);
        return IntStream.iterate(1, i -> i + 1)
                .mapToObj(i -> vendedorId + "_" + i)
                .filter(id -> partition(id) == partition)
                .findFirst()
                .orElseThrow();
    }

    /** As Kafka's own partitioner does it. */
    static int partition(String key) {
        return Utils.toPositive(Utils.murmur2(key.getBytes(StandardCharsets.UTF_8))) % Temas.CHECKS_PARTITIONS;
    }

    private static ProducerRecord<byte[], byte[]> record(String key, byte[] value) {
        byte[] keyBytes = key.getBytes(StandardCharsets.UTF_8);
        return new ProducerRecord<>(Temas.CHECKS, partition(key), keyBytes, value);
    }

    private static RecordMetadata acknowledged(Future<RecordMetadata> sent) {
        try {
            return sent.get();
        } catch (ExecutionException e) {
            throw new IllegalStateException("Kafka did not take a record", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        producer.close();
    }
}
