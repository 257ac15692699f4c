package cargue.local.process;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;

/** The last lines of a log, and what they say of the cause. */
record LogTail(List<String> lines) {

    private static final int MOST_LINES = 12;
    private static final int MOST_BYTES = 32 << 10;

    /** Reads at most the last 32 KiB, and nothing before {@code from}. A log that cannot be read has no lines. */
    static LogTail read(Path log, long from) {
        try (RandomAccessFile file = new RandomAccessFile(log.toFile(), "r")) {
            long start = Math.max(from, file.length() - MOST_BYTES);
            file.seek(start);
            byte[] bytes = new byte[(int) Math.min(MOST_BYTES, Math.max(0, file.length() - start))];
            file.readFully(bytes);
            List<String> all = new String(bytes, StandardCharsets.UTF_8).lines().toList();
            return new LogTail(all.subList(Math.max(0, all.size() - MOST_LINES), all.size()));
        } catch (IOException e) {
            return new LogTail(List.of());
        }
    }

    /** Whether the disk ran full: then that is the news, not the line that came last. */
    boolean tellsFullDisk() {
        return lines.stream().anyMatch(line -> line.contains("No space left on device"));
    }

    String indented() {
        StringBuilder text = new StringBuilder();
        lines.forEach(line -> text.append(System.lineSeparator()).append("    ").append(line));
        return text.toString();
    }
}
