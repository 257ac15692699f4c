package cargue.push.viewer;

import cargue.push.Ajustes;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;

/** Rules with a clock that the test moves, and the counts. */
public final class FakeRules implements ViewerRules.Events {

    private final AtomicLong now = new AtomicLong();
    private final List<Cierre> closed = new ArrayList<>();
    private int conflated;

    public ViewerRules rules(int unconflated) {
        return new ViewerRules(Ajustes.unconflated(unconflated), now::get, this);
    }

    void pass(Duration time) {
        now.addAndGet(time.toNanos());
    }

    List<Cierre> closed() {
        return closed;
    }

    int conflated() {
        return conflated;
    }

    @Override
    public void conflated(int messages) {
        conflated += messages;
    }

    @Override
    public void closed(Cierre cierre) {
        closed.add(cierre);
    }
}
