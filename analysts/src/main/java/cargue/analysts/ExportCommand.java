package cargue.analysts;

import cargue.analysts.duck.Formato;
import cargue.analysts.export.Export;
import cargue.analysts.export.Intervalo;
import cargue.analysts.export.Pedido;
import cargue.analysts.export.Resultado;
import cargue.local.process.Progress;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code ./cargue export FILE}: the events of a time, each once, in a file. */
@Command(name = "export", description = "Takes events out of the topic.")
final class ExportCommand implements Callable<Integer> {

    @Parameters(paramLabel = "FILE")
    Path file = Path.of("");

    @Option(names = "--desde", paramLabel = "D", required = true)
    String desde = "";

    @Option(names = "--hasta", paramLabel = "D", required = true)
    String hasta = "";

    @Option(names = "--formato", paramLabel = "FORMAT")
    @Nullable
    Formato format;

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
        Formato chosen = format == null ? Formato.of(file) : format;
        Pedido pedido = new Pedido(file, chosen, intervalo(), force);
        Resultado resultado = new Export(kafka.conexion(), Progress.timed(System.err)).run(pedido);
        PrintWriter out = spec.commandLine().getOut();
        out.println(json ? resultado.json() : resultado.line());
        out.flush();
        return 0;
    }

    private Intervalo intervalo() {
        try {
            return Intervalo.parse(desde, hasta, zona.zona);
        } catch (IllegalArgumentException e) {
            throw new ParameterException(spec.commandLine(), String.valueOf(e.getMessage()), e);
        }
    }
}
