package cargue.local;

import cargue.local.postgres.Postgres;
import cargue.local.process.CleanStop;
import cargue.local.process.DataDir;
import cargue.local.process.Leftovers;
import cargue.local.process.Ports;
import cargue.local.process.Progress;
import cargue.local.process.StackException;
import cargue.local.service.NuevaEpoca;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/**
 * {@code ./cargue nueva-epoca}: gives every vendedor of a stack that does not run a new epoca, after its PostgreSQL was
 * restored to an older state or its Kafka lost events. Of the stack it starts PostgreSQL alone.
 */
@Command(name = "nueva-epoca", description = "Gives every vendedor a new epoca, after a restore.")
final class NuevaEpocaCommand implements Callable<Integer> {

    private static final int INTERRUPTED = 130;
    private static final Duration START_LIMIT = Duration.ofMinutes(2);

    @Mixin
    DataOption data = new DataOption();

    @Option(names = "--json", description = "prints a JSON object")
    boolean json;

    @Spec
    CommandSpec spec = CommandSpec.create(); // picocli puts the real one here

    private final Progress progress = Progress.timed(System.err);

    @Override
    public Integer call() {
        CleanStop stop = new CleanStop();
        try {
            NuevaEpoca done = run(data.path());
            PrintWriter out = spec.commandLine().getOut();
            out.println(
                    json
                            ? "{\"vendedores\":" + done.vendedores() + ",\"renglones\":" + done.renglones() + "}"
                            : done.toString());
            out.flush();
            return 0;
        } catch (InterruptedException e) {
            return INTERRUPTED;
        } finally {
            stop.close();
        }
    }

    private NuevaEpoca run(Path path) throws InterruptedException {
        if (!Files.isDirectory(path.resolve("postgres"))) { // an empty one would be made
            throw new StackException(
                    "no database in " + path + ": name the directory of the stack that was restored with --data DIR");
        }
        try (DataDir dir = DataDir.open(path)) {
            Leftovers.stop(dir, progress);
            return run(dir);
        }
    }

    private NuevaEpoca run(DataDir dir) throws InterruptedException {
        try (Postgres postgres = new Postgres(dir, Ports.free(), Map.of(), progress)) {
            postgres.start();
            postgres.awaitReady(START_LIMIT);
            try {
                progress.say("giving every vendedor a new epoca");
                return NuevaEpoca.run(dir, postgres.jdbcUrl(), postgres.user(), postgres.password());
            } finally {
                postgres.stop();
            }
        }
    }
}
