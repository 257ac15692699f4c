package cargue.analysts.report;

import cargue.analysts.duck.Duck;
import cargue.analysts.duck.Formato;
import cargue.analysts.export.Conexion;
import cargue.analysts.export.Export;
import cargue.analysts.export.Intervalo;
import cargue.analysts.export.Pedido;
import cargue.analysts.export.Resultado;
import cargue.local.process.Progress;
import cargue.local.process.StackException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Makes the page of one day of sheets, out of an export or of the topic itself. One thread. */
public final class Report {

    /** A row is made at most so many days before its sheet's date. */
    private static final int DAYS_AHEAD = 21;

    private final Supplier<Conexion> kafka;
    private final Progress progress;

    /** @param kafka is asked only when there is no export */
    public Report(Supplier<Conexion> kafka, Progress progress) {
        this.kafka = kafka;
        this.progress = progress;
    }

    /**
     * What is asked for.
     *
     * @param de an export, in the format that its name's ending says; null: the topic
     * @param rechazos refusals as lines of JSON; null when none are given
     * @param out where the page goes
     * @param force whether one that is there is replaced
     */
    public record Encargo(
            LocalDate fecha,
            ZoneId zona,
            @Nullable Path de,
            @Nullable Path rechazos,
            Path out,
            boolean force) {}

    /**
     * Makes it.
     *
     * @throws StackException when a file cannot be read or written, or what draws the plots is missing
     */
    public Hecho run(Encargo encargo) throws InterruptedException {
        Path out = encargo.out().toAbsolutePath();
        requireFree(encargo);
        if (!Files.isWritable(out.getParent())) {
            throw new StackException("cannot write " + encargo.out() + " (its directory is missing, or may not be"
                    + " written): use another --out");
        }
        Path work;
        try {
            work = Files.createTempDirectory("cargue-report-"); // where the system looks after what a kill leaves
        } catch (IOException e) {
            throw new StackException(
                    "cannot write in " + System.getProperty("java.io.tmpdir") + " (" + e.getMessage() + "): make room"
                            + " there, or set -Djava.io.tmpdir",
                    e);
        }
        try {
            return run(encargo, out, work);
        } catch (IOException e) {
            throw unwritable(out, e);
        } finally {
            Duck.delete(work);
        }
    }

    /** No page takes the place of what it would be made of, whatever people force. */
    private static void requireFree(Encargo encargo) {
        Path out = encargo.out();
        try {
            for (@Nullable Path input : new @Nullable Path[] {encargo.de(), encargo.rechazos()}) {
                if (input != null && Files.exists(out) && Files.exists(input) && Files.isSameFile(out, input)) {
                    throw new StackException(out + " is what the report would be made of: use another --out");
                }
            }
        } catch (IOException e) {
            throw unwritable(out, e);
        }
        if (Files.exists(out) && !encargo.force()) {
            throw new StackException(out + " is there already: use another --out, or --force to replace it");
        }
    }

    private Hecho run(Encargo encargo, Path out, Path work) throws InterruptedException, IOException {
        Dibujos draw = new Dibujos(work, progress);
        draw.prepare();
        Path file = work.resolve("eventos.ndjson");
        @Nullable Resultado tema = encargo.de() == null ? export(encargo, file) : null;
        Path export = encargo.de() == null ? file : encargo.de();
        Cifras cifras;
        try (Calculo calculo = new Calculo(work.resolve("spill"))) {
            cifras = calculo.of(encargo.fecha(), encargo.zona(), export, encargo.rechazos());
        }
        Dia dia = new Dia(encargo.fecha(), encargo.zona());
        Dibujos.Todos dibujos = draw.of(cifras, dia);
        Textos textos = new Textos(dia);
        Fuente fuente = new Fuente(cifras.procedencia(), tema, textos);
        String html = new Pagina(cifras, dia, fuente, dibujos, textos).html();
        put(html, out);
        return new Hecho(encargo, cifras);
    }

    /** The page is there whole, or not at all. */
    private static void put(String html, Path out) throws IOException {
        Path half = out.resolveSibling(
                "." + out.getFileName() + "." + ProcessHandle.current().pid() + ".new");
        try {
            Files.writeString(half, html);
            Files.move(half, out, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } finally {
            Files.deleteIfExists(half);
        }
    }

    /** All that has happened to sheets of the date, from when the first could be filled: a row changes at any time. */
    private Resultado export(Encargo encargo, Path file) throws InterruptedException {
        Intervalo since = Intervalo.from(encargo.fecha().minusDays(DAYS_AHEAD), encargo.zona());
        return new Export(kafka.get(), progress).run(new Pedido(file, Formato.NDJSON, since, false));
    }

    private static StackException unwritable(Path out, IOException e) {
        return new StackException(
                "cannot write " + out + " (" + e.getClass().getSimpleName() + ": " + e.getMessage()
                        + "): use another --out",
                e);
    }
}
