package cargue.analysts.export;

import cargue.analysts.duck.Formato;
import cargue.analysts.export.Unicos.Lugar;
import cargue.local.process.StackException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/**
 * How far an export is, as {@code FILE.progress} holds it: true of the first {@code bytes} bytes of {@code FILE.part},
 * which were on the disk before this was written.
 *
 * @param version of this form
 * @param argumentos what was asked for
 * @param tema the topic's id: offsets mean nothing in one that was made anew
 * @param vista what there was of it when this began
 * @param tramos of each partition
 * @param vendedores how far each one is
 * @param hecho bytes of the file that is made of all that and only waits to be moved to its name; null before that
 */
record Avance(
        int version,
        Argumentos argumentos,
        String tema,
        Vista vista,
        List<Tramo> tramos,
        long bytes,
        Cuenta cuenta,
        Map<String, Lugar> vendedores,
        @Nullable Long hecho) {

    static final int VERSION = 2;

    private static final JsonMapper JSON = new JsonMapper();

    /** An export goes on only with the same. */
    record Argumentos(Instant desde, Instant hasta, Formato formato) {

        static Argumentos of(Pedido pedido) {
            return new Argumentos(pedido.intervalo().desde(), pedido.intervalo().hasta(), pedido.formato());
        }
    }

    /**
     * A partition's records.
     *
     * @param inicio offset of the first that is read
     * @param siguiente of the next
     * @param fin of the first that is not read
     */
    record Tramo(long inicio, long siguiente, long fin) {

        Tramo at(long next) {
            return new Tramo(inicio, Math.min(next, fin), fin);
        }
    }

    /** Refuses null, which JSON can carry past the types. */
    Avance {
        Objects.requireNonNull(argumentos, "argumentos");
        Objects.requireNonNull(tema, "tema");
        Objects.requireNonNull(vista, "vista");
        Objects.requireNonNull(cuenta, "cuenta");
        tramos = List.copyOf(tramos);
        vendedores = Map.copyOf(vendedores);
    }

    /**
     * Reads it; null when there is none.
     *
     * @throws StackException when it is of another form
     */
    static @Nullable Avance read(Pedido pedido) {
        Path file = pedido.progress();
        try {
            Avance avance = JSON.readValue(Files.readAllBytes(file), Avance.class);
            if (avance != null && avance.version() == VERSION) {
                return avance;
            }
            throw new StackException(file + " is of another version: " + pedido.anew());
        } catch (NoSuchFileException e) {
            return null;
        } catch (IOException | JacksonException e) {
            throw new StackException(file + " cannot be read: " + pedido.anew(), e);
        }
    }

    /** The same, when the file is whole. */
    Avance made(long size) {
        return new Avance(version, argumentos, tema, vista, tramos, bytes, cuenta, vendedores, size);
    }

    /** Puts it in the place of the one before; a crash leaves one of the two. */
    void write(Path file) throws IOException {
        Path half = file.resolveSibling(file.getFileName() + ".new");
        ByteBuffer bytes = ByteBuffer.wrap(JSON.writeValueAsBytes(this));
        try {
            try (FileChannel channel = FileChannel.open(
                    half, StandardOpenOption.CREATE, StandardOpenOption.WRITE, StandardOpenOption.TRUNCATE_EXISTING)) {
                while (bytes.hasRemaining()) {
                    channel.write(bytes);
                }
                channel.force(true);
            }
            Files.move(half, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            Files.deleteIfExists(half);
            throw e;
        }
    }
}
