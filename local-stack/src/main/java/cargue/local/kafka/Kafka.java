package cargue.local.kafka;

import cargue.local.process.DataDir;
import cargue.local.process.Installation;
import cargue.local.process.Jdk;
import cargue.local.process.Ports;
import cargue.local.process.Progress;
import cargue.local.process.ServerProcess;
import cargue.local.process.StackException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * One Kafka broker (KRaft, broker and controller in one JVM) on 127.0.0.1. Its topics lie in {@code DIR/kafka} and
 * survive restarts, kills and the launcher. Topics are not made by the mere use of their name.
 */
public final class Kafka extends ServerProcess {

    /** Among the settings: the cluster that a node's storage is made for, in Kafka's form; without it a new one. */
    public static final String CLUSTER_ID = "cargue.cluster.id";

    private static final Duration STOP_LIMIT = Duration.ofSeconds(20);
    private static final String HEAP = "256m";

    private final int port;
    private final Map<String, String> settings;

    public Kafka(DataDir dir, int port) {
        this(dir, port, Map.of(), Progress.silent());
    }

    /** With broker settings that replace or add to the stack's own. */
    public Kafka(DataDir dir, int port, Map<String, String> settings, Progress progress) {
        this(dir, "kafka", port, settings, progress);
    }

    /**
     * A node of a cluster under a name of its own, which is also that of its directory in {@code DIR}; the settings tell
     * it who and where the others are, and by {@link #CLUSTER_ID} of which cluster it is.
     */
    public Kafka(DataDir dir, String name, int port, Map<String, String> settings, Progress progress) {
        super(name, dir, progress);
        this.port = port;
        this.settings = Map.copyOf(settings);
    }

    public int port() {
        return port;
    }

    /** For {@code bootstrap.servers}. */
    public String bootstrapServers() {
        return address();
    }

    @Override
    public String address() {
        return Ports.HOST + ":" + port;
    }

    @Override
    protected Program program() {
        Path config = dir().resolve("run").resolve(name() + ".properties");
        try {
            Files.deleteIfExists(readyFile());
            Map<String, String> properties = new TreeMap<>(BrokerSettings.of(dir().resolve(name()), port));
            properties.putAll(settings);
            BrokerSettings.write(config, properties);
        } catch (IOException e) {
            throw new StackException("cannot prepare Kafka in " + dir().path() + ": " + e.getMessage(), e);
        }
        List<String> command = Jdk.command(
                mark(),
                HEAP,
                List.of(
                        Jdk.FIRST_COMPILER,
                        "-Dlog4j2.configurationFile=classpath:cargue/local/kafka/broker-log4j2.properties",
                        "-cp",
                        Installation.brokerClasspath(),
                        BrokerMain.class.getName(),
                        config.toString(),
                        readyFile().toString()));
        return new Program(command, Map.of());
    }

    @Override
    protected boolean isReady() {
        try {
            return Files.readString(readyFile()).equals(Long.toString(pid()));
        } catch (IOException e) {
            return false; // not written yet
        }
    }

    @Override
    protected String stopSignal() {
        return "TERM";
    }

    @Override
    protected Duration stopLimit() {
        return STOP_LIMIT;
    }

    private Path readyFile() {
        return dir().resolve("run").resolve(name() + ".ready");
    }
}
