package cargue.client;

import java.lang.System.Logger;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/**
 * A daemon thread, {@code cargue-client}. What waits for it is bounded by who gives it work: the socket gives one message
 * and then waits for it to be taken, a caller of {@link #call} waits too, and timers are a handful.
 */
final class SchedulerThread implements ClientThread {

    static final String NAME = "cargue-client";

    private static final Logger LOG = System.getLogger(CargueClient.class.getName());

    private final ScheduledThreadPoolExecutor executor;
    private volatile Thread thread = Thread.currentThread(); // until the executor has made its own

    SchedulerThread() {
        executor = new ScheduledThreadPoolExecutor(1, this::newThread);
        executor.setRemoveOnCancelPolicy(true);
        executor.setExecuteExistingDelayedTasksAfterShutdownPolicy(false);
    }

    private Thread newThread(Runnable work) {
        Thread made = new Thread(work, NAME);
        made.setDaemon(true);
        thread = made;
        return made;
    }

    @Override
    public long now() {
        return System.nanoTime();
    }

    @Override
    public void execute(Runnable task) {
        try {
            executor.execute(guarded(task));
        } catch (RejectedExecutionException closed) {
            LOG.log(Logger.Level.TRACE, "closed; a task is not run", closed);
        }
    }

    @Override
    public Timer schedule(Duration delay, Runnable task) {
        try {
            Future<?> waiting = executor.schedule(guarded(task), delay.toNanos(), TimeUnit.NANOSECONDS);
            return () -> waiting.cancel(false);
        } catch (RejectedExecutionException closed) {
            LOG.log(Logger.Level.TRACE, "closed; a task is not run", closed);
            return () -> {};
        }
    }

    private static Runnable guarded(Runnable task) {
        return () -> {
            try {
                task.run();
            } catch (RuntimeException | Error e) {
                LOG.log(Logger.Level.ERROR, "a task of the client failed", e);
                throw e;
            }
        };
    }

    /**
     * Runs a task on the thread and waits for it; at once when this is that thread. Does nothing when the client is
     * closed. An interrupt ends the wait, not the task.
     */
    void call(Runnable task) {
        if (isCurrent()) {
            task.run();
            return;
        }
        try {
            executor.submit(guarded(task)).get();
        } catch (RejectedExecutionException closed) {
            LOG.log(Logger.Level.TRACE, "closed; a task is not run", closed);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (ExecutionException e) {
            if (e.getCause() instanceof RuntimeException failure) {
                throw failure;
            }
            throw new IllegalStateException(e.getCause());
        }
    }

    boolean isCurrent() {
        return Thread.currentThread() == thread;
    }

    /** Takes no more tasks and drops those that wait for their time. */
    void shutdown() {
        executor.shutdown();
    }
}
