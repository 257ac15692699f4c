package cargue.faults.run;

import cargue.faults.history.Restore;
import cargue.faults.yard.Node;
import cargue.faults.yard.Yard;
import cargue.local.process.Progress;
import cargue.local.process.StackException;
import cargue.local.process.Trees;
import cargue.local.process.Waiting;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.LongSupplier;

/** PostgreSQL's copy, its return, and the runbook after it. Writers rest at each step. */
final class Restoration {

    private static final Duration ALARM_LIMIT = Duration.ofSeconds(60);

    private record Head(String vendedorId, String epoca, long seq) {}

    private final Yard yard;
    private final Progress progress;
    private final Path copy;
    private final List<Head> heads = new ArrayList<>();

    Restoration(Yard yard, Progress progress) {
        this.yard = yard;
        this.progress = progress;
        this.copy = yard.postgres().data().resolveSibling("copy");
    }

    /** Copies the cluster as it is now. */
    void copy() throws InterruptedException, SQLException {
        progress.say("copying the database");
        try (Connection database = yard.connect();
                Statement select = database.createStatement();
                ResultSet row = select.executeQuery("SELECT vendedor_id, epoca::text, last_seq FROM vendedor_stream")) {
            while (row.next()) {
                heads.add(new Head(row.getString(1), row.getString(2), row.getLong(3)));
            }
        }
        yard.postgres().stop();
        copy(yard.postgres().data(), copy);
        startPostgres();
    }

    /**
     * Puts the copy in the place of the cluster; the services work on it as if nothing had happened, which the runbook
     * does not allow.
     */
    List<Restore> putBack(LongSupplier clock) throws InterruptedException {
        progress.say("putting the database back to the copy, and forgetting ./cargue nueva-epoca");
        for (Node ingest : yard.ingests()) {
            ingest.process().stop();
        }
        yard.postgres().kill();
        try {
            Trees.delete(yard.postgres().data());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        copy(copy, yard.postgres().data());
        startPostgres();
        long at = clock.getAsLong();
        startIngests();
        return heads.stream()
                .map(head -> new Restore(head.vendedorId(), head.epoca(), head.seq(), at))
                .toList();
    }

    /** Both push nodes must say that a numbering is used again. */
    void awaitAlarm() throws InterruptedException {
        for (Node push : yard.pushes()) {
            if (!Waiting.until(() -> hasAlarmed(push), ALARM_LIMIT, "an alarm of " + push.name(), progress)) {
                throw new StackException(push.name() + " did not alarm though the database was put back to a copy");
            }
        }
        progress.say("both nodes of push-service have alarmed");
    }

    private static boolean hasAlarmed(Node push) {
        try {
            return Files.readString(push.process().log()).contains("another event has the identity");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** What the runbook says. */
    void beginNewEpocas() throws InterruptedException {
        for (Node ingest : yard.ingests()) {
            ingest.process().stop();
        }
        progress.say(yard.newEpocas().toString());
        startIngests();
    }

    private void startPostgres() throws InterruptedException {
        yard.postgres().start();
        yard.postgres().awaitReady(Yard.START_LIMIT);
    }

    private void startIngests() throws InterruptedException {
        for (Node ingest : yard.ingests()) {
            ingest.start();
        }
        for (Node ingest : yard.ingests()) {
            ingest.awaitReady();
        }
    }

    private static void copy(Path from, Path to) throws InterruptedException {
        try {
            if (new ProcessBuilder("cp", "-a", from.toString(), to.toString())
                            .inheritIO()
                            .start()
                            .waitFor()
                    != 0) {
                throw new StackException("cannot copy " + from);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
