package cargue.local.kafka;

import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Properties;
import kafka.server.KafkaConfig;
import kafka.server.KafkaRaftServer;
import kafka.tools.StorageTool;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.utils.Time;
import org.apache.kafka.common.utils.Utils;
import org.jspecify.annotations.Nullable;

/**
 * The broker's JVM: formats the storage once, runs the broker until SIGTERM, and writes its process number to a file
 * when it serves. Unlike Kafka's own scripts this takes one JVM, not two, for a first start, and tells readiness
 * exactly.
 */
public final class BrokerMain {

    private BrokerMain() {}

    /** Takes the broker's properties file, and the file to write when it serves. */
    @SuppressWarnings("CatchAndPrintStackTrace") // this process's output is the broker's log
    public static void main(String[] args) {
        try {
            run(Path.of(args[0]), Path.of(args[1]));
        } catch (Throwable e) {
            // The broker's threads would keep a broken process alive.
            e.printStackTrace();
            Runtime.getRuntime().halt(1);
        }
    }

    private static void run(Path config, Path ready) throws Exception {
        Properties properties = Utils.loadProps(config.toString());
        String cluster = (String) properties.remove(Kafka.CLUSTER_ID);
        format(config, Path.of(properties.getProperty("log.dirs")), cluster);
        KafkaRaftServer server = new KafkaRaftServer(new KafkaConfig(properties, false), Time.SYSTEM);
        Runtime.getRuntime().addShutdownHook(new Thread(() -> {
            server.shutdown();
            server.awaitShutdown();
        }));
        server.startup();
        Files.writeString(ready, Long.toString(ProcessHandle.current().pid()));
        server.awaitShutdown();
    }

    private static void format(Path config, Path directory, @Nullable String cluster) {
        if (Files.exists(directory.resolve("meta.properties"))) {
            return;
        }
        PrintStream out = System.out;
        int exit = StorageTool.execute(
                new String[] {
                    "format",
                    "--cluster-id",
                    cluster == null ? Uuid.randomUuid().toString() : cluster,
                    "--config",
                    config.toString(),
                    "--ignore-formatted"
                },
                out);
        if (exit != 0) {
            throw new IllegalStateException("formatting " + directory + " failed with " + exit);
        }
    }
}
