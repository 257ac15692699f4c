package cargue.bench.measure;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/** What Linux tells of TCP connections. Empty, and {@link #isKnown()} false, on other systems. */
public final class TcpTable {

    private static final Path PROC = Path.of("/proc");
    private static final int ESTABLISHED = 1;
    private static final int HEX = 16;

    private TcpTable() {}

    /**
     * An end of a connection on this machine.
     *
     * @param unsent bytes that the program has written and the other end has not taken
     */
    public record End(int localPort, int remotePort, long unsent, String inode) {}

    public static boolean isKnown() {
        return Files.isReadable(PROC.resolve("net/tcp"));
    }

    /** All that are established. */
    public static List<End> established() {
        return Stream.of("net/tcp", "net/tcp6")
                .map(PROC::resolve)
                .filter(Files::isReadable)
                .flatMap(TcpTable::lines)
                .filter(fields -> Integer.parseInt(fields[3], HEX) == ESTABLISHED)
                .map(TcpTable::end)
                .toList();
    }

    /** How many connections a process has to a port. */
    public static long connections(long pid, int remotePort) {
        Set<String> own = sockets(pid);
        return established().stream()
                .filter(end -> end.remotePort() == remotePort && own.contains(end.inode()))
                .count();
    }

    /** How often, since the machine's start, a connection was not taken because a server's queue of new ones was full. */
    public static long listenOverflows() {
        Path netstat = PROC.resolve("net/netstat");
        if (!Files.isReadable(netstat)) {
            return 0;
        }
        List<String[]> tcp =
                lines(netstat).filter(fields -> fields[0].equals("TcpExt:")).toList();
        int column = List.of(tcp.get(0)).indexOf("ListenOverflows");
        return column < 0 ? 0 : Long.parseLong(tcp.get(1)[column]);
    }

    private static End end(String[] fields) {
        return new End(port(fields[1]), port(fields[2]), Long.parseLong(fields[4].substring(0, 8), HEX), fields[9]);
    }

    private static int port(String address) {
        return Integer.parseInt(address.substring(address.indexOf(':') + 1), HEX);
    }

    private static Stream<String[]> lines(Path table) {
        try {
            return Files.readAllLines(table).stream()
                    .map(line -> line.strip().split("\\s+"))
                    .filter(fields -> !fields[0].equals("sl"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The inodes of a process's sockets. */
    private static Set<String> sockets(long pid) {
        Set<String> inodes = new HashSet<>();
        try (Stream<Path> files = Files.list(PROC.resolve(Long.toString(pid)).resolve("fd"))) {
            for (Path file : files.toList()) {
                String target = target(file);
                if (target.startsWith("socket:[")) {
                    inodes.add(target.substring("socket:[".length(), target.length() - 1));
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return inodes;
    }

    private static String target(Path file) throws IOException {
        try {
            return Files.readSymbolicLink(file).toString();
        } catch (NoSuchFileException e) {
            return ""; // closed meanwhile
        }
    }
}
