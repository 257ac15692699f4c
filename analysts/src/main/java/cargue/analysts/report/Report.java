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
import java.nio.charset.StandardCharsets;
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
     * @param out where the page goes; one that is there is replaced
     */
    public record Encargo(
            LocalDate fecha,
            ZoneId zona,
            @Nullable Path de,
            @Nullable Path rechazos,
            Path out) {}

    /**
     * Makes it.
     *
     * @throws StackException when a file cannot be read or written, or what draws the plots is missing
     */
    public Hecho run(Encargo encargo) throws InterruptedException {
        Path out = encargo.out().toAbsolutePath();
        Path work;
        try {
            work = Files.createTempDirectory(out.getParent(), ".report-");
        } catch (IOException e) {
            throw unwritable(out, e);
        }
        try {
            return run(encargo, out, work);
        } catch (IOException e) {
            throw unwritable(out, e);
        } finally {
            Duck.delete(work);
        }
    }

    private Hecho run(Encargo encargo, Path out, Path work) throws InterruptedException, IOException {
        Path file = work.resolve("eventos.ndjson");
        @Nullable Resultado tema = encargo.de() == null ? export(encargo, file) : null;
        Path export = encargo.de() == null ? file : encargo.de();
        Cifras cifras;
        try (Calculo calculo = new Calculo(work.resolve("spill"))) {
            cifras = calculo.of(encargo.fecha(), encargo.zona(), export, encargo.rechazos());
        }
        Dia dia = new Dia(encargo.fecha(), encargo.zona());
        Dibujos.Todos dibujos = new Dibujos(work, progress).of(cifras, dia);
        Textos textos = new Textos(dia);
        Fuente fuente = new Fuente(cifras.procedencia(), tema, textos);
        String html = new Pagina(cifras, dia, fuente, dibujos, textos).html();
        Path page = Files.write(work.resolve("page.html"), html.getBytes(StandardCharsets.UTF_8));
        Files.move(page, out, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        return new Hecho(encargo, cifras);
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
