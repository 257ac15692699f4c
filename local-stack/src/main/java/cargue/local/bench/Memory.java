package cargue.local.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.OptionalLong;
import java.util.stream.Stream;

/** Memory of processes, each shared page counted once (Linux's proportional set size). */
final class Memory {

    private Memory() {}

    /** Of a process and all that it has started, in bytes; empty where the system does not tell. */
    static OptionalLong ofTree(long pid) {
        return ProcessHandle.of(pid)
                .map(root -> Stream.concat(Stream.of(root), root.descendants())
                        .map(process -> of(process.pid()))
                        .reduce(OptionalLong.of(0), Memory::sum))
                .orElseGet(OptionalLong::empty);
    }

    static OptionalLong sum(OptionalLong a, OptionalLong b) {
        return a.isEmpty() || b.isEmpty() ? OptionalLong.empty() : OptionalLong.of(a.getAsLong() + b.getAsLong());
    }

    private static OptionalLong of(long pid) {
        Path rollup = Path.of("/proc", String.valueOf(pid), "smaps_rollup");
        try (Stream<String> lines = Files.lines(rollup)) {
            return lines.filter(line -> line.startsWith("Pss:"))
                    .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")) * 1024)
                    .findFirst();
        } catch (IOException e) {
            return OptionalLong.empty(); // not Linux, or the process has just ended
        }
    }
}
