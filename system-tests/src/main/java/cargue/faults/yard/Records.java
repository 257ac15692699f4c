package cargue.faults.yard;

import cargue.contract.Temas;
import cargue.faults.history.Fila;
import cargue.faults.history.LogEntry;
import cargue.faults.history.TableRow;
import cargue.faults.history.TopicRecord;
import cargue.local.process.StackException;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** What PostgreSQL and the topic hold, read beside every link. */
public final class Records {

    private static final Duration POLL = Duration.ofMillis(200);
    private static final int POISON_LIMIT_MS = 5_000;
    private static final int QUESTION_LIMIT_MS = 10_000;
    private static final Duration TOPIC_LIMIT = Duration.ofMinutes(3);

    /** With which the value of a record begins that the run has put there to be unreadable. */
    private static final String POISON = "veneno ";

    private static final int FETCH = 5_000;

    private Records() {}

    /** PostgreSQL's event log, in order. */
    public static List<LogEntry> log(Connection database) throws SQLException {
        List<LogEntry> log = new ArrayList<>();
        read(
                database,
                "SELECT vendedor_id, epoca::text, seq, payload FROM check_event" + " ORDER BY vendedor_id, epoca, seq",
                row -> log.add(new LogEntry(
                        row.getString(1),
                        row.getString(2),
                        row.getLong(3),
                        new String(row.getBytes(4), StandardCharsets.UTF_8))));
        return log;
    }

    /** PostgreSQL's rows. */
    public static List<TableRow> table(Connection database) throws SQLException {
        List<TableRow> table = new ArrayList<>();
        read(
                database,
                "SELECT vendedor_id, fecha::text, dia, producto, cantidad, adicional, dctos, devoluciones, vencidas,"
                        + " v, d, epoca::text, seq FROM renglon",
                row -> table.add(new TableRow(
                        new Fila(row.getString(1), row.getString(2), row.getString(3), row.getString(4)),
                        row.getInt(5),
                        row.getInt(6),
                        row.getInt(7),
                        row.getInt(8),
                        row.getInt(9),
                        row.getBoolean(10),
                        row.getBoolean(11),
                        row.getString(12),
                        row.getLong(13))));
        return table;
    }

    private interface RowReader {
        void read(ResultSet row) throws SQLException;
    }

    private static void read(Connection database, String sql, RowReader reader) throws SQLException {
        boolean auto = database.getAutoCommit();
        database.setAutoCommit(false); // else the driver takes all rows into memory at once
        try (Statement select = database.createStatement()) {
            select.setFetchSize(FETCH);
            try (ResultSet row = select.executeQuery(sql)) {
                while (row.next()) {
                    reader.read(row);
                }
            }
        } finally {
            database.rollback();
            database.setAutoCommit(auto);
        }
    }

    /** The topic up to the end that it has now. */
    public static List<TopicRecord> topic(String bootstrapServers) {
        Map<String, Object> config = new HashMap<>();
        config.put(ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers);
        config.put(ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, false);
        config.put(ConsumerConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, QUESTION_LIMIT_MS);
        try (KafkaConsumer<byte[], byte[]> consumer =
                new KafkaConsumer<>(config, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
            List<TopicPartition> partitions = consumer.partitionsFor(Temas.CHECKS).stream()
                    .map(p -> new TopicPartition(p.topic(), p.partition()))
                    .toList();
            Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            List<TopicRecord> records = new ArrayList<>();
            long deadline = System.nanoTime() + TOPIC_LIMIT.toNanos();
            while (partitions.stream().anyMatch(p -> consumer.position(p) < ends.getOrDefault(p, 0L))) {
                if (System.nanoTime() > deadline) {
                    throw new StackException(
                            "Kafka did not give the whole topic within " + TOPIC_LIMIT.toSeconds() + " s");
                }
                consumer.poll(POLL).forEach(record -> records.add(record(record)));
            }
            return records;
        }
    }

    private static TopicRecord record(ConsumerRecord<byte[], byte[]> r) {
        Map<String, String> headers = new LinkedHashMap<>();
        for (Header header : r.headers()) {
            headers.put(header.key(), new String(header.value(), StandardCharsets.UTF_8));
        }
        String value = new String(r.value(), StandardCharsets.UTF_8);
        return new TopicRecord(
                r.partition(),
                r.offset(),
                new String(r.key(), StandardCharsets.UTF_8),
                value,
                headers,
                value.startsWith(POISON));
    }

    /** Puts a record into the topic that nobody can read. */
    public static void poison(String bootstrapServers, String vendedorId, String text) throws Exception {
        Map<String, Object> config = new HashMap<>();
        config.put(ProducerConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers);
        config.put(ProducerConfig.MAX_BLOCK_MS_CONFIG, POISON_LIMIT_MS);
        config.put(ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG, POISON_LIMIT_MS);
        config.put(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, POISON_LIMIT_MS);
        config.put(ProducerConfig.LINGER_MS_CONFIG, 0);
        try (KafkaProducer<byte[], byte[]> producer =
                new KafkaProducer<>(config, new ByteArraySerializer(), new ByteArraySerializer())) {
            producer.send(new ProducerRecord<>(
                            Temas.CHECKS,
                            vendedorId.getBytes(StandardCharsets.UTF_8),
                            (POISON + text).getBytes(StandardCharsets.UTF_8)))
                    .get();
        }
    }
}
