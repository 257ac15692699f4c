package cargue.local.process;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Work that should not be felt: it gets only the CPU time that nobody else wants. */
public final class BackgroundJob {

    private BackgroundJob() {}

    /**
     * Runs a JVM to its end; an interrupt kills it.
     *
     * @param command a command line of the JVM, to which the mark for finding leftovers is added
     * @return whether it ended well
     */
    public static boolean run(DataDir dir, String name, List<String> command) throws InterruptedException {
        List<String> line = new ArrayList<>(idle());
        line.add(command.get(0));
        line.add("-D" + Leftovers.mark(dir, name));
        line.addAll(command.subList(1, command.size()));
        return ChildProcess.start(name, line, Map.of(), dir.log(name)).await() == 0;
    }

    private static List<String> idle() {
        if (Files.isExecutable(Path.of("/usr/bin/chrt"))) {
            return List.of("/usr/bin/chrt", "--idle", "0");
        }
        return List.of("nice", "-n", "19");
    }
}
