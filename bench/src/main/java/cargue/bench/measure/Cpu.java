package cargue.bench.measure;

import cargue.local.process.StackException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/** CPU time of a process and all that it has started, user and system, by Linux's {@code /proc}. */
public final class Cpu {

    /** Ticks a second that Linux counts in towards programs, on every architecture. */
    private static final double TICKS = 100;

    /** Places in {@code /proc/PID/stat} after the command's name, which may hold spaces. */
    private static final int UTIME = 11;

    private static final int CSTIME = 14;

    private Cpu() {}

    /** Of these and theirs so far, in seconds, children that have ended included. */
    public static double seconds(long pid) {
        ProcessHandle root = ProcessHandle.of(pid).orElseThrow(() -> new StackException("process " + pid + " is gone"));
        double ticks = ticks(pid);
        for (ProcessHandle child : root.descendants().toList()) {
            ticks += ticks(child.pid());
        }
        return ticks / TICKS;
    }

    private static long ticks(long pid) {
        try {
            String stat = Files.readString(Path.of("/proc", Long.toString(pid), "stat"));
            String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ", -1);
            long ticks = 0;
            for (int i = UTIME; i <= CSTIME; i++) {
                ticks += Long.parseLong(fields[i]);
            }
            return ticks;
        } catch (NoSuchFileException e) {
            return 0; // its parent counts it from now on
        } catch (IOException e) {
            throw new StackException("this system does not tell the CPU time of processes: " + e.getMessage(), e);
        }
    }
}
