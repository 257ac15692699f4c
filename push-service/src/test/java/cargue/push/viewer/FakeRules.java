package cargue.push.viewer;

import cargue.push.PushSettings;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;

/** Rules with a clock that the test moves, and the counts. */
public final class FakeRules implements ViewerRules.Events {

    private final AtomicLong now = new AtomicLong();
    private int failures;
    private final List<Cierre> closed = new ArrayList<>();

    /** A viewer that becomes free later is pumped at once, on the thread that learns it. */
    public ViewerRules rules(PushSettings settings) {
        return new ViewerRules(settings, now::get, this, Viewer::pump);
    }

    public void pass(Duration time) {
        now.addAndGet(time.toNanos());
    }

    public List<Cierre> closed() {
        return closed;
    }

    @Override
    public void failed() {
        failures++;
    }

    int failures() {
        return failures;
    }

    @Override
    public void closed(Cierre cierre) {
        closed.add(cierre);
    }
}
