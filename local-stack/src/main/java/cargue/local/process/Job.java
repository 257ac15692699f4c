package cargue.local.process;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * A program on a JVM that ends by itself, and what it said.
 *
 * @param lines the last that it wrote
 * @param log where all of it stands
 */
public record Job(int exitCode, List<String> lines, Path log) {

    /** Copies the lines. */
    public Job {
        lines = List.copyOf(lines);
    }

    /**
     * Runs it to its end; an interrupt kills it.
     *
     * @param heap its greatest heap, such as {@code 128m}
     * @param arguments of the JVM and the program
     * @throws StackException when it cannot be started
     */
    public static Job run(
            DataDir dir, String name, String heap, List<String> arguments, Map<String, String> environment)
            throws InterruptedException {
        List<String> command = Jdk.command(Leftovers.mark(dir, name), heap, arguments);
        ChildProcess child = ChildProcess.start(name, command, environment, dir.log(name));
        int exitCode = child.await();
        return new Job(exitCode, child.tail().lines(), dir.log(name));
    }

    /** What it said last; empty when it said nothing. */
    public String lastLine() {
        return lines.isEmpty() ? "" : lines.get(lines.size() - 1);
    }
}
