package cargue.local.process;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * One server of the stack, which can be started, stopped, killed and paused by itself, any number of times, and keeps
 * its port and data between runs. Used by one thread at a time, except {@link #kill()}, which any thread may call.
 */
public abstract class ServerProcess implements AutoCloseable {

    private final String name;
    private final DataDir dir;
    private final Progress progress;
    private volatile @Nullable ChildProcess child;

    protected ServerProcess(String name, DataDir dir, Progress progress) {
        this.name = name;
        this.dir = dir;
        this.progress = progress;
    }

    /** What is started: command line and additions to the environment. */
    public record Program(List<String> command, Map<String, String> environment) {}

    /** Prepares what the program needs and tells how to run it. */
    protected abstract Program program() throws InterruptedException;

    /** Whether it serves now; asked again and again during a wait. */
    protected abstract boolean isReady();

    /** The signal of an orderly stop. */
    protected abstract String stopSignal();

    /** How long an orderly stop may take. */
    protected abstract Duration stopLimit();

    /** Where it listens, for people. */
    public abstract String address();

    /**
     * Starts it and returns without waiting until it serves.
     *
     * @throws StackException when it cannot be started
     * @throws IllegalStateException when it runs
     */
    public final void start() throws InterruptedException {
        if (isAlive()) {
            throw new IllegalStateException(name + " runs already");
        }
        Program program = program();
        progress.say("starting " + name + " on " + address());
        child = ChildProcess.start(name, program.command(), program.environment(), log());
    }

    /**
     * Waits until it serves.
     *
     * @throws StackException when it ends, or does not serve within the limit
     */
    public final void awaitReady(Duration limit) throws InterruptedException {
        ChildProcess running = running();
        boolean settled = Waiting.until(
                () -> !running.isAlive() || isReady(), limit, name + " to be ready on " + address(), progress);
        if (!running.isAlive()) {
            throw new StackException(obituary());
        }
        if (!settled) {
            throw new StackException(name + " was not ready within " + limit.toSeconds() + " s, see " + log()
                    + running.tail().indented());
        }
        progress.say(name + " is ready");
    }

    /** Stops it in order; what does not stop within its limit is killed. Does nothing when it does not run. */
    public final void stop() throws InterruptedException {
        ChildProcess running = child;
        if (running == null || !running.isAlive()) {
            return;
        }
        if (!running.stop(stopSignal(), stopLimit())) {
            progress.say(name + " did not stop within " + stopLimit().toSeconds() + " s: killed");
        }
        running.kill();
    }

    /** SIGKILL, to the server and all its processes; returns when they are gone. */
    public final void kill() {
        ChildProcess running = child;
        if (running != null) {
            running.kill();
        }
    }

    /** Sends a signal, such as {@code QUIT}, to the server itself and not to what it has started. */
    public final void signal(String signal) {
        Signals.send(signal, List.of(pid()));
    }

    /** SIGSTOP: it stands still, its connections stay open. */
    public final void pause() {
        running().pause();
    }

    /** SIGCONT: it goes on. */
    public final void resume() {
        running().resume();
    }

    /** Kills it if it still runs. */
    @Override
    public final void close() {
        kill();
    }

    public final boolean isAlive() {
        ChildProcess running = child;
        return running != null && running.isAlive();
    }

    /** The process number of the current or last run. */
    public final long pid() {
        return running().pid();
    }

    /** Completes with the exit code when the current run ends, however it ends. */
    public final CompletableFuture<Integer> onExit() {
        return running().onExit();
    }

    public final String name() {
        return name;
    }

    public final Path log() {
        return dir.log(name);
    }

    /** Tells of an end that nobody asked for: which, its exit code, its log, the last lines. */
    public final String obituary() {
        ChildProcess ended = running();
        LogTail tail = ended.tail();
        if (tail.tellsFullDisk()) {
            return "the disk of the data directory " + dir.path() + " is full, so " + name
                    + " ended: free some space, or choose another directory with --data DIR";
        }
        return name + " ended with exit code " + ended.exitCode() + ", see " + log() + tail.indented();
    }

    protected final DataDir dir() {
        return dir;
    }

    protected final Progress progress() {
        return progress;
    }

    /** The argument by which a later launcher recognises this process; it belongs on its command line. */
    protected final String mark() {
        return Leftovers.mark(dir, name);
    }

    private ChildProcess running() {
        ChildProcess running = child;
        if (running == null) {
            throw new IllegalStateException(name + " has not been started");
        }
        return running;
    }
}
