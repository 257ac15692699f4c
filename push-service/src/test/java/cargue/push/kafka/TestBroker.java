package cargue.push.kafka;

import static java.nio.charset.StandardCharsets.UTF_8;

import cargue.contract.Evento;
import cargue.contract.EventoJson;
import cargue.contract.Temas;
import cargue.local.kafka.Kafka;
import cargue.local.process.DataDir;
import cargue.local.process.Ports;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.RecordsToDelete;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jspecify.annotations.Nullable;

/** A real Kafka broker in its own process, with the topic made by hand as ingest makes it. */
final class TestBroker implements AutoCloseable {

    private static final Duration START_LIMIT = Duration.ofMinutes(2);

    private final DataDir dir;
    private final Kafka kafka;

    TestBroker(Path path) {
        dir = DataDir.open(path);
        kafka = new Kafka(dir, Ports.free());
    }

    String address() {
        return kafka.bootstrapServers();
    }

    TestBroker start() throws InterruptedException {
        kafka.start();
        kafka.awaitReady(START_LIMIT);
        return this;
    }

    void stop() throws InterruptedException {
        kafka.stop();
    }

    void createTopic() throws ExecutionException, InterruptedException {
        createTopic(Temas.CHECKS_PARTITIONS);
    }

    void createTopic(int partitions) throws ExecutionException, InterruptedException {
        NewTopic topic = new NewTopic(Temas.CHECKS, partitions, (short) 1);
        try (Admin admin = admin()) {
            admin.createTopics(List.of(topic)).all().get();
        }
    }

    void deleteTopic() throws ExecutionException, InterruptedException {
        try (Admin admin = admin()) {
            admin.deleteTopics(List.of(Temas.CHECKS)).all().get();
        }
    }

    /** Moves the log's start of a partition, as retention does. */
    void deleteRecords(int partition, long before) throws ExecutionException, InterruptedException {
        try (Admin admin = admin()) {
            admin.deleteRecords(
                            Map.of(new TopicPartition(Temas.CHECKS, partition), RecordsToDelete.beforeOffset(before)))
                    .all()
                    .get();
        }
    }

    Sender sender() {
        return new Sender();
    }

    private Admin admin() {
        return Admin.create(Map.of("bootstrap.servers", address()));
    }

    @Override
    public void close() {
        kafka.close();
        dir.close();
    }

    /**
     * Sends each event in its own turn. One request at a time: on a topic that was made a moment ago the first may be
     * answered NOT_LEADER while the next is taken, and a broker that knows nothing of a producer takes any first
     * sequence number; so the order would be lost in spite of idempotence.
     */
    final class Sender implements AutoCloseable {

        private final KafkaProducer<byte[], byte[]> producer = new KafkaProducer<>(
                Map.of(
                        "bootstrap.servers",
                        address(),
                        "acks",
                        "all",
                        "linger.ms",
                        0,
                        "max.in.flight.requests.per.connection",
                        1),
                new ByteArraySerializer(),
                new ByteArraySerializer());

        Sender send(Evento evento) {
            return send(evento.vendedorId(), EventoJson.write(evento));
        }

        Sender send(String key, byte @Nullable [] value) {
            var unused = producer.send(new ProducerRecord<>(Temas.CHECKS, key.getBytes(UTF_8), value));
            return this;
        }

        /** Sends a record that Kafka got at that time, and waits for its place. */
        RecordMetadata put(Evento evento, Instant at) {
            byte[] key = evento.vendedorId().getBytes(UTF_8);
            byte[] value = EventoJson.write(evento);
            try {
                return producer.send(new ProducerRecord<>(Temas.CHECKS, null, at.toEpochMilli(), key, value))
                        .get();
            } catch (ExecutionException e) {
                throw new IllegalStateException(e);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new IllegalStateException(e);
            }
        }

        void flush() {
            producer.flush();
        }

        @Override
        public void close() {
            producer.close();
        }
    }
}
