package cargue.faults.run;

import cargue.faults.client.Viewers;
import cargue.faults.client.Writers;
import cargue.faults.fault.Draw;
import cargue.faults.fault.Injector;
import cargue.faults.fault.Injector.Injected;
import cargue.faults.fault.Kind;
import cargue.local.process.Progress;
import cargue.local.process.StackException;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/** Faults under load, one after the other and several at a time, with rests between. */
final class FaultedRun {

    private static final Duration TELL_EVERY = Duration.ofSeconds(10);
    private static final Duration LOOK = Duration.ofMillis(200);

    private final Scene scene;
    private final Plan plan;
    private final Progress progress;

    FaultedRun(Scene scene) {
        this.scene = scene;
        this.plan = scene.plan();
        this.progress = scene.progress();
    }

    Outcome run(Connection database) throws InterruptedException, SQLException {
        try (Writers writers = scene.writers();
                Viewers viewers = scene.begin(writers, database)) {
            Draw draw = new Draw(scene.yard(), writers, scene.planillas(), plan.kinds(), plan.seed());
            tellWhatIsLacking(draw);
            try (Injector injector = new Injector(draw, plan.seed(), scene::clock, progress)) {
                injector.start();
                long end = System.nanoTime() + plan.time().toNanos();
                while (System.nanoTime() < end) {
                    work(injector, Math.min(end, System.nanoTime() + Plan.QUIET_EVERY.toNanos()));
                    injector.hold();
                    scene.quiet(writers, viewers);
                    injector.goOn();
                }
                injector.hold();
                Outcome outcome = scene.judge(writers, viewers, injector.injected());
                requireWork(outcome);
                return outcome;
            }
        }
    }

    /** A run in which nothing was done shows nothing. */
    private static void requireWork(Outcome outcome) {
        if (outcome.acknowledged() == 0) {
            throw new StackException("no check was acknowledged in the whole run");
        }
        if (outcome.faults().stream().allMatch(Injected::missed)) {
            throw new StackException("no fault was injected in the whole run: give it more --minutes");
        }
    }

    private void tellWhatIsLacking(Draw draw) {
        for (Kind kind : Kind.values()) {
            draw.lacks(kind).ifPresent(why -> progress.say("no " + kind.word() + " here: " + why));
        }
        if (draw.isEmpty()) {
            throw new StackException("none of the faults that were asked for can be had on this machine");
        }
    }

    /** Until a time by the system's clock, telling how it goes. */
    private void work(Injector injector, long until) throws InterruptedException {
        long tell = System.nanoTime() + TELL_EVERY.toNanos();
        while (System.nanoTime() < until) {
            TimeUnit.MILLISECONDS.sleep(LOOK.toMillis());
            injector.check();
            scene.check();
            if (System.nanoTime() > tell) {
                tell += TELL_EVERY.toNanos();
                progress.say(injector.injected().size() + " faults, " + injector.running() + " on; "
                        + scene.acknowledged() + " checks acknowledged");
            }
        }
    }
}
