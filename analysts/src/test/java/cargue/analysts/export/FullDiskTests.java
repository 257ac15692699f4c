package cargue.analysts.export;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import cargue.analysts.Broker;
import cargue.analysts.duck.Formato;
import cargue.contract.Temas;
import cargue.local.process.Progress;
import cargue.local.process.StackException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A disk that is really full: a small one in memory, which only root can mount. */
class FullDiskTests {

    private static final Instant DAY = Instant.parse("2026-01-05T05:00:00Z");

    @TempDir
    Path dir;

    private Path disk;
    private Broker broker;
    private String topic;

    @BeforeEach
    void mount() throws Exception {
        disk = Files.createDirectory(dir.resolve("disk"));
        assumeTrue(
                isDone("mount", "-t", "tmpfs", "-o", "size=600k", "tmpfs", disk.toString()),
                "only root can mount a small disk");
        broker = Broker.shared();
        topic = broker.newTopic();
        TemaHostil.write(broker, topic, DAY);
    }

    @AfterEach
    void unmount() throws Exception {
        if (disk != null) {
            isDone("umount", disk.toString());
        }
    }

    @ParameterizedTest
    @EnumSource(Formato.class)
    void isToldInOneLineAndWithRoomTheExportGoesOn(Formato formato) throws Exception {
        String name = "a." + formato.word();
        Pedido pedido = pedido(disk.resolve(name));
        assertThatThrownBy(() -> export(pedido))
                .isInstanceOf(StackException.class)
                .hasMessage("cannot write in " + disk + " (No space left on device): mend that");
        assertThat(pedido.file()).doesNotExist();
        assertThat(pedido.progress()).exists();

        grow("20m");
        Resultado done = export(pedido);
        assertThat(done.resumed()).isTrue();
        assertThat(done.eventos()).isEqualTo(TemaHostil.EVENTS);
        export(pedido(dir.resolve(name)));
        assertThat(pedido.file()).hasSameBinaryContentAs(dir.resolve(name));
        assertThat(disk).isDirectoryNotContaining("glob:**.{part,progress,new,made,spill}");
    }

    /** There is room for the lines and not for what is made of them. */
    @Test
    void isToldAlsoWhenItIsFullOnlyAtTheEnd() throws Exception {
        grow("1700k");
        Pedido pedido = pedido(disk.resolve("a.csv"));
        assertThatThrownBy(() -> export(pedido))
                .hasMessage("cannot write in " + disk + " (No space left on device): mend that");
        assertThat(pedido.made()).doesNotExist();
        grow("20m");
        assertThat(export(pedido).eventos()).isEqualTo(TemaHostil.EVENTS);
    }

    private void grow(String size) throws IOException, InterruptedException {
        assertThat(isDone("mount", "-o", "remount,size=" + size, disk.toString()))
                .isTrue();
    }

    private static Pedido pedido(Path file) {
        return new Pedido(file, Formato.of(file), new Intervalo(DAY, DAY.plus(1, ChronoUnit.DAYS)), false);
    }

    private Resultado export(Pedido pedido) throws InterruptedException {
        Ritmo often = new Ritmo(100, Duration.ofHours(1));
        return new Export(Conexion.to(broker.address()), topic, Temas.LATIDOS, often, Progress.silent()).run(pedido);
    }

    private static boolean isDone(String... command) throws InterruptedException {
        try {
            return new ProcessBuilder(List.of(command)).start().waitFor() == 0;
        } catch (IOException e) {
            return false; // no such program here
        }
    }
}
