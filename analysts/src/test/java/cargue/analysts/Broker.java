package cargue.analysts;

import static java.nio.charset.StandardCharsets.UTF_8;

import cargue.contract.Evento;
import cargue.contract.EventoJson;
import cargue.contract.Temas;
import cargue.local.kafka.Kafka;
import cargue.local.process.DataDir;
import cargue.local.process.Ports;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.RecordsToDelete;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TopicExistsException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jspecify.annotations.Nullable;

/** One real Kafka broker for all tests of a JVM, in its own process; it ends with the JVM. Each test has its topic. */
public final class Broker {

    private static final Duration START_LIMIT = Duration.ofMinutes(2);
    private static final AtomicInteger TOPICS = new AtomicInteger();

    private static @Nullable Broker shared;

    private final Kafka kafka;
    private final Path path;

    private Broker() throws IOException, InterruptedException {
        Path target = Files.createDirectories(Path.of("target").toAbsolutePath());
        DataDir dir = DataDir.open(Files.createTempDirectory(target, "broker-"));
        path = dir.path();
        kafka = new Kafka(dir, Ports.free());
        Runtime.getRuntime()
                .addShutdownHook(new Thread(
                        () -> {
                            kafka.close();
                            dir.close();
                        },
                        "broker-stop"));
        kafka.start();
        kafka.awaitReady(START_LIMIT);
    }

    /** Started by the first who asks. */
    public static synchronized Broker shared() throws IOException, InterruptedException {
        Broker broker = shared;
        if (broker == null) {
            broker = new Broker();
            shared = broker;
        }
        return broker;
    }

    public String address() {
        return kafka.bootstrapServers();
    }

    /** The data directory, as one of a stack. */
    public Path path() {
        return path;
    }

    /** A topic that is nobody else's, of as many partitions as ingest-service makes. */
    public String newTopic() throws ExecutionException, InterruptedException {
        String topic = "checks-" + TOPICS.incrementAndGet();
        create(address(), topic);
        return topic;
    }

    /** One of heartbeats. */
    public void newLatidos(String name) throws ExecutionException, InterruptedException {
        create(address(), name, 1);
    }

    /** Records keep the times that they are sent with, and stay. */
    private static void create(String brokers, String topic) throws ExecutionException, InterruptedException {
        create(brokers, topic, Temas.CHECKS_PARTITIONS);
    }

    private static void create(String brokers, String topic, int partitions)
            throws ExecutionException, InterruptedException {
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", brokers))) {
            admin.createTopics(List.of(new NewTopic(topic, partitions, (short) 1)
                            .configs(Map.of("message.timestamp.type", "CreateTime", "retention.ms", "-1"))))
                    .all()
                    .get();
        }
    }

    /** One of that name, as soon as another test's of the same is gone. */
    void create(String topic) throws ExecutionException, InterruptedException {
        for (int i = 0; ; i++) {
            try {
                create(address(), topic);
                return;
            } catch (ExecutionException e) {
                if (i == 100 || !(e.getCause() instanceof TopicExistsException)) {
                    throw e;
                }
                TimeUnit.MILLISECONDS.sleep(100);
            }
        }
    }

    public void delete(String topic) throws ExecutionException, InterruptedException {
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", address()))) {
            admin.deleteTopics(List.of(topic)).all().get();
        }
    }

    /** Moves the log's start of a partition, as retention does. */
    public void deleteRecords(String topic, int partition, long before)
            throws ExecutionException, InterruptedException {
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", address()))) {
            admin.deleteRecords(Map.of(new TopicPartition(topic, partition), RecordsToDelete.beforeOffset(before)))
                    .all()
                    .get();
        }
    }

    public Writer writer(String topic) {
        return new Writer(address(), topic);
    }

    /** Sends one request at a time: on a topic that was made a moment ago the order could be lost otherwise. */
    public static final class Writer implements AutoCloseable {

        private final KafkaProducer<byte[], byte[]> producer;
        private final String topic;

        Writer(String brokers, String topic) {
            this.topic = topic;
            producer = new KafkaProducer<>(
                    Map.of("bootstrap.servers", brokers, "acks", "all", "max.in.flight.requests.per.connection", 1),
                    new ByteArraySerializer(),
                    new ByteArraySerializer());
        }

        /** Kafka gets it when it occurred. */
        public Writer send(Evento evento) {
            return send(evento.vendedorId(), EventoJson.write(evento), evento.ocurridoEn());
        }

        public Writer send(String key, byte @Nullable [] value, Instant at) {
            var unused =
                    producer.send(new ProducerRecord<>(topic, null, at.toEpochMilli(), key.getBytes(UTF_8), value));
            return this;
        }

        public void flush() {
            producer.flush();
        }

        @Override
        public void close() {
            producer.close();
        }
    }
}
