package cargue.local.process;

import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Processes of this data directory whose launcher was killed before it could stop them. They are found by the mark
 * that each child carries on its command line, not by a file of numbers, so a number that now belongs to another
 * program is never touched.
 */
public final class Leftovers {

    private static final Duration LIMIT = Duration.ofSeconds(15);
    private static final String MARK = "cargue.process=";

    private Leftovers() {}

    /** What every child's command line holds as an argument of its own: its name and the real directory. */
    static String mark(DataDir dir, String name) {
        return MARK + name + "@" + dir.path();
    }

    /**
     * Stops all of them, the last started first; what does not stop within 15 seconds is killed. Call it as the
     * directory's owner: before that, they may be another launcher's.
     */
    public static void stop(DataDir dir, Progress progress) throws InterruptedException {
        for (ProcessHandle leftover : find(dir)) {
            String name = name(leftover, dir).orElse("?");
            progress.say("stopping " + name + " (pid " + leftover.pid() + "), left over from a run that was killed");
            List<ProcessHandle> tree = Signals.tree(leftover);
            Signals.send("CONT", tree.stream().map(ProcessHandle::pid).toList());
            // A JVM ends on TERM; PostgreSQL would then wait for its clients, and INT tells it not to.
            Signals.send("TERM", List.of(leftover.pid()));
            Signals.send("INT", List.of(leftover.pid()));
            if (!Waiting.until(() -> Pids.isGone(leftover), LIMIT, name + " to stop", progress)) {
                progress.say(name + " (pid " + leftover.pid() + ") did not stop: killing it");
            }
            tree.forEach(ProcessHandle::destroyForcibly);
            Waiting.until(() -> tree.stream().allMatch(Pids::isGone), LIMIT, name + " to end", progress);
        }
    }

    static List<ProcessHandle> find(DataDir dir) {
        Comparator<ProcessHandle> byStart =
                Comparator.comparing(process -> process.info().startInstant().orElse(Instant.EPOCH));
        return ProcessHandle.allProcesses()
                .filter(process -> name(process, dir).isPresent())
                .sorted(byStart.reversed())
                .toList();
    }

    private static Optional<String> name(ProcessHandle process, DataDir dir) {
        String end = "@" + dir.path();
        return arguments(process.info())
                .map(argument -> argument.startsWith("-D") ? argument.substring(2) : argument)
                .filter(argument -> argument.startsWith(MARK) && argument.endsWith(end))
                .map(argument -> argument.substring(MARK.length(), argument.length() - end.length()))
                .findFirst();
    }

    private static Stream<String> arguments(ProcessHandle.Info info) {
        return info.arguments().stream().flatMap(Arrays::stream);
    }
}
