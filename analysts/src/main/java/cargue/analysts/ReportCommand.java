package cargue.analysts;

import cargue.analysts.report.Hecho;
import cargue.analysts.report.Report;
import cargue.analysts.report.Report.Encargo;
import cargue.local.process.Progress;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
import picocli.CommandLine.TypeConversionException;

/** {@code ./cargue report}: a page of one day of sheets, for people. */
@Command(name = "report", description = "Makes a page of one day of sheets.")
final class ReportCommand implements Callable<Integer> {

    @Option(names = "--fecha", paramLabel = "F", required = true, converter = Day.class)
    LocalDate fecha = LocalDate.EPOCH;

    @Option(names = "--de", paramLabel = "EXPORT")
    @Nullable
    Path de;

    @Option(names = "--rechazos", paramLabel = "FILE")
    @Nullable
    Path rechazos;

    @Option(names = "--out", paramLabel = "FILE")
    @Nullable
    Path out;

    @Option(names = "--force", description = "replaces an existing FILE")
    boolean force;

    @Option(names = "--json", description = "prints a JSON object")
    boolean json;

    @Mixin
    ZonaOption zona = new ZonaOption();

    @Mixin
    KafkaOptions kafka = new KafkaOptions();

    @Spec
    CommandSpec spec = CommandSpec.create(); // picocli puts the real one here

    @Override
    public Integer call() throws InterruptedException {
        Path page = out == null ? Path.of("report-" + fecha + ".html") : out;
        Hecho hecho = new Report(kafka::conexion, Progress.timed(System.err))
                .run(new Encargo(fecha, zona.zona, de, rechazos, page, force));
        PrintWriter to = spec.commandLine().getOut();
        to.println(json ? hecho.json() : hecho.line());
        to.flush();
        return 0;
    }

    static final class Day implements ITypeConverter<LocalDate> {

        @Override
        public LocalDate convert(String value) {
            try {
                LocalDate day = LocalDate.parse(value);
                if (day.getYear() > 1970 && day.getYear() < 9998) {
                    return day;
                }
            } catch (DateTimeException e) {
                // Told below.
            }
            throw new TypeConversionException("'" + value + "' is no day such as 2026-01-05");
        }
    }
}
