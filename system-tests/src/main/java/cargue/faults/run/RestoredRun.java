package cargue.faults.run;

import cargue.faults.client.Viewers;
import cargue.faults.client.Writers;
import cargue.faults.fault.Injector.Injected;
import cargue.faults.fault.Kind;
import cargue.local.process.Progress;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * The database is put back to a copy, the services go on as if nothing had happened until push-service alarms, and then
 * what the runbook says is done.
 */
final class RestoredRun {

    private final Scene scene;
    private final Progress progress;

    RestoredRun(Scene scene) {
        this.scene = scene;
        this.progress = scene.progress();
    }

    Outcome run(Connection database) throws InterruptedException, SQLException {
        Duration third = scene.plan().time().dividedBy(3);
        try (Writers writers = scene.writers();
                Viewers viewers = scene.begin(writers, database)) {
            Restoration restoration = new Restoration(scene.yard(), progress);
            work(third);
            writers.rest();
            restoration.copy();
            writers.goOn();
            work(third);
            scene.quiet(writers, viewers);
            writers.rest();
            long began = scene.clock();
            scene.restored(restoration.putBack(scene::clock));
            writers.goOn();
            restoration.awaitAlarm();
            writers.rest();
            restoration.beginNewEpocas();
            long over = scene.clock();
            writers.goOn();
            scene.quiet(writers, viewers);
            work(third);
            return scene.judge(writers, viewers, List.of(new Injected(Kind.RESTORE, "postgres", began, over, false)));
        }
    }

    private void work(Duration time) throws InterruptedException {
        TimeUnit.NANOSECONDS.sleep(time.toNanos());
        progress.say(scene.acknowledged() + " checks acknowledged");
    }
}
