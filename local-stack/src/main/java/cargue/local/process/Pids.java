package cargue.local.process;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/** What the system tells of processes that are not our children. */
public final class Pids {

    private static final Path PROC = Path.of("/proc");

    private Pids() {}

    /** Whether it has ended. One whose new parent (pid 1 of some containers) does not collect it has ended too. */
    public static boolean isGone(ProcessHandle process) {
        if (!process.isAlive()) {
            return true;
        }
        try {
            return state(of(process)) == 'Z';
        } catch (IOException e) {
            return !process.isAlive(); // gone meanwhile, or a system without /proc
        }
    }

    /** Whether no thread of it runs, after SIGSTOP, or that the system does not tell: threads hear the signal one by one. */
    static boolean standsStill(ProcessHandle process) {
        try (Stream<Path> threads = Files.list(of(process).resolve("task"))) {
            for (Path thread : threads.toList()) {
                if ("TtZX".indexOf(state(thread)) < 0) {
                    return false;
                }
            }
            return true;
        } catch (IOException e) {
            return !process.isAlive() || !Files.isDirectory(of(process));
        }
    }

    /** The letter after the name, which may hold brackets itself. */
    private static char state(Path of) throws IOException {
        String status = Files.readString(of.resolve("stat"));
        return status.charAt(status.lastIndexOf(')') + 2);
    }

    /** Whether a process that has not ended works in the directory; false where the system does not tell. */
    public static boolean anyWorksIn(Path directory) {
        return ProcessHandle.allProcesses().anyMatch(process -> worksIn(directory, process) && !isGone(process));
    }

    private static boolean worksIn(Path directory, ProcessHandle process) {
        try {
            return Files.readSymbolicLink(of(process).resolve("cwd")).equals(directory);
        } catch (IOException e) {
            return false;
        }
    }

    private static Path of(ProcessHandle process) {
        return PROC.resolve(Long.toString(process.pid()));
    }
}
