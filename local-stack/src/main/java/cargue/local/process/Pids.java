package cargue.local.process;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

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
            String status = Files.readString(of(process).resolve("stat"));
            return status.startsWith("Z", status.lastIndexOf(')') + 2);
        } catch (IOException e) {
            return !process.isAlive(); // gone meanwhile, or a system without /proc
        }
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
