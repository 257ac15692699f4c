package cargue.bench.peer;

import cargue.local.postgres.Postgres;
import cargue.local.process.Installation;
import cargue.local.process.Ports;
import cargue.local.process.StackException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * PostgreSQL's own pgbench with the statements that ingest-service makes for a check, on the stack's own PostgreSQL, in
 * tables of its own that are made like the service's.
 */
public final class Pgbench {

    private static final Pattern TPS = Pattern.compile("tps = ([0-9.]+)");
    private static final int MOST_THREADS = 2;

    private Pgbench() {}

    /** Makes its tables, with so many vendedores. */
    public static void prepare(CarguePeer cargue, int vendedores) throws InterruptedException {
        call(cargue, List.of("-t", "1", "-D", "vendedores=" + vendedores, "-f", file("tables.sql")));
    }

    /** Transactions a second that it reaches; each is a check's. */
    public static double run(CarguePeer cargue, int vendedores, int clients, Duration time)
            throws InterruptedException {
        String output = call(
                cargue,
                List.of(
                        "-M",
                        "prepared",
                        "-c",
                        Integer.toString(clients),
                        "-j",
                        Integer.toString(Math.min(clients, MOST_THREADS)),
                        "-T",
                        Long.toString(time.toSeconds()),
                        "-D",
                        "vendedores=" + vendedores,
                        "-f",
                        file("check.sql")));
        Matcher tps = TPS.matcher(output);
        if (!tps.find()) {
            throw new StackException("pgbench tells no rate: " + output);
        }
        return Double.parseDouble(tps.group(1));
    }

    private static String file(String name) {
        return Path.of(Installation.home().toString(), "bench", "pgbench", name).toString();
    }

    private static String call(CarguePeer cargue, List<String> arguments) throws InterruptedException {
        Postgres postgres = cargue.stack().postgres();
        List<String> command = new ArrayList<>(List.of(
                "pgbench", "-n", "-h", Ports.HOST, "-p", Integer.toString(postgres.port()), "-U", postgres.user()));
        command.addAll(arguments);
        command.add(Postgres.DATABASE);
        ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
        builder.environment().put("PGPASSFILE", postgres.passwordFile().toString());
        try {
            Process process = builder.start();
            String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            if (process.waitFor() != 0) {
                throw new StackException("pgbench failed: " + output);
            }
            return output;
        } catch (IOException e) {
            throw new PeerMissing(
                    "pgbench is not in PATH (Debian's package postgresql-contrib or postgresql-15 has it): "
                            + e.getMessage());
        }
    }
}
