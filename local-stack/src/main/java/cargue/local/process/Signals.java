package cargue.local.process;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** Sends a signal by name; Java itself knows only TERM and KILL. */
final class Signals {

    private Signals() {}

    /** Sends to all, in order; those that are gone are passed over. */
    static void send(String signal, List<Long> pids) {
        List<String> command = new ArrayList<>(List.of(
                "/bin/sh", "-c", "s=$1; shift; for p; do kill -s \"$s\" \"$p\" 2>/dev/null; done; :", "kill", signal));
        pids.forEach(pid -> command.add(Long.toString(pid)));
        try {
            new ProcessBuilder(command).inheritIO().start().waitFor();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Whether it has ended. One whose new parent (pid 1 of some containers) never collects it has ended too. */
    static boolean isGone(ProcessHandle process) {
        if (!process.isAlive()) {
            return true;
        }
        try {
            String status = Files.readString(Path.of("/proc", Long.toString(process.pid()), "stat"));
            return status.startsWith("Z", status.lastIndexOf(')') + 2);
        } catch (IOException e) {
            return !process.isAlive(); // gone meanwhile, or a system without /proc
        }
    }

    /** The process and all that it has started. */
    static List<ProcessHandle> tree(ProcessHandle root) {
        return Stream.concat(Stream.of(root), root.descendants()).toList();
    }
}
