package cargue.local.process;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/** One run of a program: from its start to its end. Output goes to a file, never through this JVM. */
final class ChildProcess {

    private static final long LOG_LIMIT = 8L << 20;
    private static final Duration KILL_LIMIT = Duration.ofSeconds(10);
    private static final List<String> OWN_SESSION = ownSession();

    private final Process process;
    private final Path log;
    private final long logStart;

    private ChildProcess(Process process, Path log, long logStart) {
        this.process = process;
        this.log = log;
        this.logStart = logStart;
    }

    /**
     * Starts the program in a session of its own where the system has {@code setsid}, so that the terminal's Ctrl-C
     * reaches the launcher only, which stops its children in order. setsid and unshare replace themselves by the
     * program: the process number stays.
     */
    static ChildProcess start(String name, List<String> command, Map<String, String> environment, Path log) {
        List<String> line = new ArrayList<>(OWN_SESSION);
        line.addAll(command);
        ProcessBuilder builder = new ProcessBuilder(line)
                .redirectErrorStream(true)
                .redirectInput(new File("/dev/null"))
                .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()));
        builder.environment().putAll(environment);
        try {
            rotate(log);
            Files.writeString(
                    log,
                    "---- " + name + " started " + Instant.now() + System.lineSeparator(),
                    StandardOpenOption.CREATE,
                    StandardOpenOption.APPEND);
            long logStart = Files.size(log);
            return new ChildProcess(builder.start(), log, logStart);
        } catch (IOException e) {
            throw new StackException("cannot start " + name + ": " + e.getMessage(), e);
        }
    }

    long pid() {
        return process.pid();
    }

    boolean isAlive() {
        return process.isAlive();
    }

    int exitCode() {
        return process.exitValue();
    }

    CompletableFuture<Integer> onExit() {
        return process.onExit().thenApply(Process::exitValue);
    }

    /** Tells whether it ended within the limit. */
    boolean stop(String signal, Duration limit) throws InterruptedException {
        resume();
        Signals.send(signal, List.of(pid()));
        return process.waitFor(limit.toMillis(), TimeUnit.MILLISECONDS);
    }

    /** Waits for its end; an interrupt kills it. */
    int await() throws InterruptedException {
        try {
            return process.waitFor();
        } finally {
            kill();
        }
    }

    /** SIGKILL to the process and all that it has started; returns when they are gone. */
    void kill() {
        List<ProcessHandle> tree = Signals.tree(process.toHandle());
        tree.forEach(ProcessHandle::destroyForcibly);
        try {
            process.waitFor(KILL_LIMIT.toMillis(), TimeUnit.MILLISECONDS);
            Waiting.until(() -> tree.stream().allMatch(Pids::isGone), KILL_LIMIT, "the end", Progress.silent());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** SIGSTOP to the process and all that it has started; returns when they stand still. */
    void pause() {
        List<ProcessHandle> tree = Signals.tree(process.toHandle());
        signalAll("STOP");
        try {
            if (!Waiting.until(
                    () -> tree.stream().allMatch(Pids::standsStill), KILL_LIMIT, "a standstill", Progress.silent())) {
                throw new StackException("process " + pid() + " still runs " + KILL_LIMIT + " after SIGSTOP");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    void resume() {
        signalAll("CONT");
    }

    /** The end of what this run has written. */
    LogTail tail() {
        return LogTail.read(log, logStart);
    }

    private void signalAll(String signal) {
        Signals.send(
                signal,
                Signals.tree(process.toHandle()).stream()
                        .map(ProcessHandle::pid)
                        .toList());
    }

    private static void rotate(Path log) throws IOException {
        if (Files.exists(log) && Files.size(log) > LOG_LIMIT) {
            Files.move(log, log.resolveSibling(log.getFileName() + ".1"), StandardCopyOption.REPLACE_EXISTING);
        }
    }

    private static List<String> ownSession() {
        for (String folder : List.of("/usr/bin", "/bin", "/usr/local/bin", "/opt/homebrew/bin")) {
            if (Files.isExecutable(Path.of(folder, "setsid"))) {
                return List.of(folder + "/setsid");
            }
        }
        return List.of();
    }
}
