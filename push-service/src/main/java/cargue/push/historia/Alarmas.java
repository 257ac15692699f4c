package cargue.push.historia;

import java.time.Duration;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.stereotype.Component;

/**
 * Runs what must happen when a time is over, on one thread; none of it may wait for anything. There are as many at once
 * as readings. Any thread.
 */
@Component
final class Alarmas implements DisposableBean {

    private final ScheduledThreadPoolExecutor thread =
            new ScheduledThreadPoolExecutor(1, task -> new Thread(task, "push-historia-alarmas"));

    Alarmas() {
        thread.setRemoveOnCancelPolicy(true);
    }

    /** Runs it then, unless it is cancelled before. */
    Future<?> after(Duration time, Runnable alarm) {
        return thread.schedule(alarm, time.toNanos(), TimeUnit.NANOSECONDS);
    }

    @Override
    public void destroy() {
        thread.shutdownNow();
    }
}
