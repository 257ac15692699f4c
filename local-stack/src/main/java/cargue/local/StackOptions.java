package cargue.local;

import cargue.local.process.Ports;
import cargue.local.process.StackException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Where a stack keeps its data and listens. Port 0 means any free one.
 *
 * @param data the directory of everything; made if it is missing
 */
public record StackOptions(Path data, int ingestPort, int pushPort, int kafkaPort, int postgresPort, int issuerPort) {

    private static final int HIGHEST = 65_535;

    /** A stack that collides with nothing, for tests. */
    public static StackOptions onFreePorts(Path data) {
        return new StackOptions(data, 0, 0, 0, 0, 0).withFreePorts();
    }

    /** The same with a free port in place of each 0, no two the same. */
    public StackOptions withFreePorts() {
        return new StackOptions(
                data,
                orFree(ingestPort),
                orFree(pushPort),
                orFree(kafkaPort),
                orFree(postgresPort),
                orFree(issuerPort));
    }

    /** Throws a StackException when a port is no port, named twice, or in use. */
    void checkPorts() {
        Map<Integer, String> seen = new LinkedHashMap<>();
        check("--ingest-port", ingestPort, seen);
        check("--push-port", pushPort, seen);
        check("--kafka-port", kafkaPort, seen);
        check("--pg-port", postgresPort, seen);
        check("--issuer-port", issuerPort, seen);
    }

    private static void check(String option, int port, Map<Integer, String> seen) {
        if (port < 0 || port > HIGHEST) {
            throw new StackException(option + " " + port + " is not a port: choose one from 1 to " + HIGHEST);
        }
        String other = seen.putIfAbsent(port, option);
        if (other != null && port != 0) {
            throw new StackException(
                    "port " + port + " is named twice: choose another with " + other + " or " + option);
        }
        if (port != 0 && !Ports.isFree(port)) {
            throw new StackException("port " + port + " on " + Ports.HOST
                    + " is taken by another program: stop that one, or choose another port with " + option + " PORT");
        }
    }

    private static int orFree(int port) {
        return port == 0 ? Ports.free() : port;
    }
}
