package cargue.local.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DataDirTests {

    @TempDir
    Path temp;

    @Test
    void hasOneOwnerAtATime() {
        DataDir first = DataDir.open(temp.resolve("data"));
        assertThatExceptionOfType(StackException.class)
                .isThrownBy(() -> DataDir.open(temp.resolve("data")))
                .withMessageContaining("in use by another cargue")
                .withMessageContaining("--data");
        first.close();
        DataDir.open(temp.resolve("data")).close();
    }

    @Test
    void keepsOthersOut() throws Exception {
        try (DataDir dir = DataDir.open(temp.resolve("a").resolve("data"))) {
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(dir.path())))
                    .isEqualTo("rwx------");
        }
    }

    /** A path below a regular file: unwritable for root too. */
    @Test
    void saysWhatIsWrongWithAnUnwritablePlace() throws Exception {
        Path file = Files.createFile(temp.resolve("file"));
        assertThatExceptionOfType(StackException.class)
                .isThrownBy(() -> DataDir.open(file.resolve("data")))
                .withMessageContaining("cannot write in the data directory " + file.resolve("data"))
                .withMessageContaining("--data")
                .withMessageNotContaining("\n");
    }

    @Test
    void refusesAFullDisk() {
        assertThatExceptionOfType(StackException.class)
                .isThrownBy(() -> DataDir.open(temp.resolve("data"), Long.MAX_VALUE))
                .withMessageContaining("is full")
                .withMessageContaining("--data");
        DataDir.open(temp.resolve("data")).close(); // and has let go of it
    }
}
