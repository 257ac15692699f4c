package cargue.faults.run;

import cargue.faults.fault.Kind;
import cargue.faults.history.History;
import cargue.local.process.Progress;
import cargue.local.process.StackException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;

/** One run, from its first server to the judgement. One thread. */
public final class Run implements AutoCloseable {

    private final Scene scene;

    /** @param data an empty directory for all that the servers keep */
    public Run(Plan plan, Path data, Progress progress) {
        scene = new Scene(plan, data, progress);
    }

    /**
     * Runs it.
     *
     * @throws StackException when it could not be done, such as by a server that did not come back
     */
    public Outcome run() throws InterruptedException {
        scene.progress()
                .say("starting PostgreSQL, Kafka, two ingest-services and two push-services in "
                        + scene.yard().path());
        scene.yard().start();
        try (Connection database = scene.yard().connect()) {
            return scene.plan().kinds().contains(Kind.RESTORE)
                    ? new RestoredRun(scene).run(database)
                    : new FaultedRun(scene).run(database);
        } catch (SQLException e) {
            throw new StackException("PostgreSQL does not answer though no fault is on: " + e.getMessage(), e);
        }
    }

    /** What was seen of a run that failed; what PostgreSQL or Kafka do not tell any more is empty, and said to be. */
    public History soFar() {
        return scene.soFar();
    }

    /** What a failed run is kept with. */
    public Path logs() {
        return scene.yard().path().resolve("logs");
    }

    @Override
    public void close() {
        scene.close();
    }
}
