package cargue.local.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LogTailTests {

    @TempDir
    Path temp;

    @Test
    void showsTheLastLinesOfThisRunOnly() throws Exception {
        Path log = Files.writeString(temp.resolve("log"), "earlier run\n");
        long start = Files.size(log);
        Files.writeString(log, "earlier run\n" + "line\n".repeat(50) + "last\n");
        assertThat(LogTail.read(log, start).lines()).hasSize(12).endsWith("line", "last");
        assertThat(LogTail.read(log, Files.size(log)).lines()).isEmpty();
    }

    @Test
    void knowsAFullDiskByWhatProgramsSay() throws Exception {
        Path log = Files.writeString(temp.resolve("log"), "PANIC: could not write: No space left on device\nbye\n");
        assertThat(LogTail.read(log, 0).tellsFullDisk()).isTrue();
    }
}
