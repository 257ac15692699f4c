package cargue.push.socket;

import cargue.push.viewer.ViewerSocket.Completion;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.eclipse.jetty.util.Callback;

/** What a sender was told of its frame, and how often. */
final class Told implements Callback, Completion {

    private final AtomicInteger good = new AtomicInteger();
    private final AtomicInteger bad = new AtomicInteger();
    private final Semaphore turns = new Semaphore(0);

    @Override
    public void succeeded() {
        good.incrementAndGet();
        turns.release();
    }

    @Override
    public void failed(Throwable cause) {
        bad.incrementAndGet();
        turns.release();
    }

    @Override
    public void accepted() {
        succeeded();
    }

    @Override
    public void failed() {
        bad.incrementAndGet();
        turns.release();
    }

    /** Waits until it was told once more. */
    void await() throws InterruptedException {
        if (!turns.tryAcquire(30, TimeUnit.SECONDS)) {
            throw new AssertionError("nothing was told");
        }
    }

    @Override
    public String toString() {
        return "good " + good + ", bad " + bad;
    }
}
