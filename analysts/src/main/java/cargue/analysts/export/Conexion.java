package cargue.analysts.export;

import cargue.local.process.StackException;
import java.io.IOException;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Properties;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.jspecify.annotations.Nullable;

/**
 * The way to Kafka. A consumer has no group and commits nothing; every question ends after {@link #LIMIT}. The settings
 * may hold secrets, so they are never told, nor are the client's own words about them.
 */
public final class Conexion {

    /** How long Kafka may be silent. */
    static final Duration LIMIT = Duration.ofSeconds(30);

    private static final int FETCH_WAIT_MS = 10;
    private static final int REQUEST_MS = 15_000;
    /** With one partition read at a time, what the client holds in memory is about twice this. */
    private static final int FETCH_BYTES = 2 << 20;

    private final Map<String, Object> settings;
    private final String address;

    private Conexion(Map<String, Object> settings, String address) {
        this.settings = settings;
        this.address = address;
    }

    /** To brokers that ask for nothing, {@code HOST:PORT} with commas between them. */
    public static Conexion to(String brokers) {
        return with(new Properties(), brokers);
    }

    /**
     * With Kafka's own settings from a file of Java properties.
     *
     * @param brokers go before those that the file names; null: the file's
     * @param otherwise the brokers when neither names any
     * @throws StackException when it cannot be read
     */
    public static Conexion from(Path file, @Nullable String brokers, String otherwise) {
        Properties given = new Properties();
        try (Reader reader = Files.newBufferedReader(file, StandardCharsets.UTF_8)) {
            given.load(reader);
        } catch (IOException | IllegalArgumentException e) {
            // The reason of a wrong escape could be a piece of a password.
            throw new StackException(
                    "cannot read the settings of Kafka's client in " + file + ": name a file of Java properties", e);
        }
        String named = given.getProperty(ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG, otherwise);
        return with(given, brokers == null ? named : brokers);
    }

    private static Conexion with(Properties given, String brokers) {
        Map<String, Object> settings = new HashMap<>();
        settings.put(ConsumerConfig.REQUEST_TIMEOUT_MS_CONFIG, REQUEST_MS);
        settings.put(ConsumerConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, (int) LIMIT.toMillis());
        settings.put(ConsumerConfig.MAX_PARTITION_FETCH_BYTES_CONFIG, FETCH_BYTES);
        settings.put(ConsumerConfig.FETCH_MAX_BYTES_CONFIG, FETCH_BYTES);
        // What is not there yet is not wanted; and while the end of a partition is waited for, no other is fetched.
        settings.put(ConsumerConfig.FETCH_MAX_WAIT_MS_CONFIG, FETCH_WAIT_MS);
        settings.put(ConsumerConfig.ENABLE_METRICS_PUSH_CONFIG, false);
        settings.put(ConsumerConfig.CLIENT_ID_CONFIG, "cargue-export");
        given.stringPropertyNames().forEach(name -> settings.put(name, given.getProperty(name)));
        settings.put(ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG, brokers);
        return new Conexion(settings, brokers);
    }

    /** Where Kafka is expected, for messages. */
    String address() {
        return address;
    }

    /** A consumer that is assigned nothing; the caller closes it. */
    Consumer<byte[], byte[]> consumer() {
        Map<String, Object> config = new HashMap<>(settings);
        config.remove(ConsumerConfig.GROUP_ID_CONFIG);
        config.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
        config.put(ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, false);
        // A position that the log has not got must be an error: to jump anywhere would lose events in silence.
        config.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "none");
        try {
            return new KafkaConsumer<>(config, new ByteArrayDeserializer(), new ByteArrayDeserializer());
        } catch (KafkaException e) {
            throw FalloKafka.settings(e, address);
        }
    }

    /** A client for questions about the topic; the caller closes it. */
    Admin admin() {
        try {
            return Admin.create(settings);
        } catch (KafkaException e) {
            throw FalloKafka.settings(e, address);
        }
    }
}
