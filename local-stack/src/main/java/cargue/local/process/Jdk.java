package cargue.local.process;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The JVM that this one runs on; children run on the same. */
public final class Jdk {

    /**
     * Only the JVM's first compiler. For a process most of whose time is the system's or waiting: at some tens of checks
     * a second the second compiler is at work for many minutes, on a processor that the others need, and gains little.
     */
    public static final String FIRST_COMPILER = "-XX:TieredStopAtLevel=1";

    private Jdk() {}

    public static String java() {
        return Path.of(System.getProperty("java.home"), "bin", "java").toString();
    }

    /** The feature release, such as 17 or 25. */
    public static int release() {
        return Runtime.version().feature();
    }

    /**
     * The start of a child JVM's command line. The process's mark comes first, so that it is found even where the
     * system cuts long command lines.
     *
     * @param heap its greatest heap, such as {@code 192m}
     */
    public static List<String> command(String mark, String heap, List<String> more) {
        List<String> command = new ArrayList<>(List.of(java(), "-D" + mark, "-Xmx" + heap, "-XX:+UseSerialGC"));
        command.add("-XX:+ExitOnOutOfMemoryError");
        // Below it no pause for the sake of classes that were loaded: one took 110 ms, a minute after the start.
        command.add("-XX:MetaspaceSize=160m");
        command.addAll(more);
        return command;
    }
}
