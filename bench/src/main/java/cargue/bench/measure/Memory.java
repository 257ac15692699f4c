package cargue.bench.measure;

import cargue.local.process.StackException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Memory of processes and of the kernel's sockets, in bytes, by Linux's {@code /proc}. */
public final class Memory {

    /** What a TCP connection takes: the socket, its inode and its file. */
    private static final List<String> SOCKET_SLABS =
            List.of("TCP", "TCPv6", "sock_inode_cache", "filp", "dentry", "eventpoll_epi", "eventpoll_pwq");

    private static final int KILO = 1024;

    private Memory() {}

    /** Of a process and all that it has started, each shared page counted once (proportional set size). */
    public static long ofTree(long pid) {
        ProcessHandle root = ProcessHandle.of(pid).orElseThrow(() -> new StackException("process " + pid + " is gone"));
        return Stream.concat(Stream.of(root), root.descendants())
                .mapToLong(process -> ofProcess(process.pid()))
                .sum();
    }

    /**
     * What the kernel's tables of sockets, their files and their buffers take, of both ends of each connection on this
     * machine; empty where the system does not tell.
     */
    public static OptionalLong ofSockets() {
        try (Stream<String> lines = Files.lines(Path.of("/proc/slabinfo"))) {
            Map<String, Long> slabs = lines.map(line -> line.split("\\s+", -1))
                    .filter(fields -> SOCKET_SLABS.contains(fields[0]))
                    .collect(Collectors.toMap(fields -> fields[0], Memory::slab));
            return slabs.isEmpty()
                    ? OptionalLong.empty()
                    : OptionalLong.of(
                            slabs.values().stream().mapToLong(Long::longValue).sum());
        } catch (IOException e) {
            return OptionalLong.empty(); // not Linux, or not as root
        }
    }

    /** Active objects times their size. */
    private static long slab(String[] fields) {
        return Long.parseLong(fields[1]) * Long.parseLong(fields[3]);
    }

    private static long ofProcess(long pid) {
        Path rollup = Path.of("/proc", Long.toString(pid), "smaps_rollup");
        try (Stream<String> lines = Files.lines(rollup)) {
            return lines.filter(line -> line.startsWith("Pss:"))
                    .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")) * KILO)
                    .sum();
        } catch (IOException e) {
            if (Files.exists(rollup.resolveSibling("stat"))) {
                throw new StackException("this system does not tell the memory of processes: " + e.getMessage(), e);
            }
            return 0; // it has just ended
        }
    }
}
