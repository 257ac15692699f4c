package cargue.local.bench;

import cargue.local.process.Jdk;
import cargue.local.process.StackException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A JVM's heap, by the JDK's {@code jcmd}. */
final class Heap {

    private static final Pattern USED = Pattern.compile("total \\d+K, used (\\d+)K");

    private Heap() {}

    /** Bytes that live objects take: what is used after a full collection. */
    static long live(long pid) throws InterruptedException {
        jcmd(pid, "GC.run");
        return used(jcmd(pid, "GC.heap_info"));
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
