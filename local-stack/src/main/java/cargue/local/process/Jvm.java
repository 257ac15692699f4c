package cargue.local.process;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What a JVM is doing, by the JDK's {@code jcmd}. Any thread. */
public final class Jvm {

    private static final Pattern USED = Pattern.compile("total \\d+K, used (\\d+)K");

    private Jvm() {}

    /**
     * Bytes that live objects take: what is used after a full collection.
     *
     * @throws StackException when the JVM tells nothing
     */
    public static long liveHeap(long pid) throws InterruptedException {
        jcmd(pid, "GC.run");
        return used(jcmd(pid, "GC.heap_info"));
    }

    /**
     * Its threads with their stacks, each as the JDK prints it, the name in quotes first.
     *
     * @throws StackException when the JVM tells nothing
     */
    public static List<String> threads(long pid) throws InterruptedException {
        return List.of(jcmd(pid, "Thread.print").split("\n(?=\")", -1));
    }

    /** Of all generations that {@code GC.heap_info} names. */
    static long used(String heapInfo) {
        Matcher generation = USED.matcher(heapInfo);
        long kilobytes = 0;
        boolean found = false;
        while (generation.find()) {
            kilobytes += Long.parseLong(generation.group(1));
            found = true;
        }
        if (!found) {
            throw new StackException("jcmd tells nothing of the heap: " + heapInfo);
        }
        return kilobytes << 10;
    }

    private static String jcmd(long pid, String command) throws InterruptedException {
        String jcmd = Path.of(Jdk.java()).resolveSibling("jcmd").toString();
        try {
            Process process = new ProcessBuilder(jcmd, Long.toString(pid), command)
                    .redirectErrorStream(true)
                    .start();
            String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            if (process.waitFor() != 0) {
                throw new StackException("jcmd " + command + " failed: " + output);
            }
            return output;
        } catch (IOException e) {
            throw new StackException("cannot run " + jcmd + ": " + e.getMessage(), e);
        }
    }
}
