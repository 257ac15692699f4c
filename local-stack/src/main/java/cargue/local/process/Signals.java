package cargue.local.process;

import java.io.IOException;
import java.io.UncheckedIOException;
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

    /** The process and all that it has started. */
    static List<ProcessHandle> tree(ProcessHandle root) {
        return Stream.concat(Stream.of(root), root.descendants()).toList();
    }
}
