package cargue.analysts.report;

import cargue.analysts.report.Cifras.Carga;
import cargue.analysts.report.Cifras.Cubo;
import cargue.analysts.report.Cifras.Rechazos;
import cargue.analysts.report.Cifras.Renglon;
import cargue.analysts.report.Cifras.Vendedor;
import java.time.Instant;
import java.util.List;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** The figures as {@code plots.mjs} reads them: times are minutes from the beginning of the day. */
final class Datos {

    /** What a phone with a wrong clock ticked days away would make the rest of the plot a line. */
    private static final int EARLIEST = -6 * 60;

    private static final int LATEST = 30 * 60;
    private static final int CUBO_MINUTES = 5;

    private static final JsonMapper JSON = new JsonMapper();

    private Datos() {}

    static byte[] of(Cifras cifras, Dia dia) {
        ObjectNode data = JSON.createObjectNode();
        ArrayNode vendedores = data.putArray("vendedores");
        ArrayNode esperas = data.putArray("esperas");
        for (Vendedor vendedor : cifras.vendedores()) {
            boolean shown = isShown(vendedor.carga(), dia);
            vendedores
                    .addObject()
                    .put("id", vendedor.id())
                    .put("inicio", shown ? minutes(vendedor.carga().primeraD(), dia) : null)
                    .put("fin", shown ? minutes(vendedor.carga().ultimaV(), dia) : null)
                    .put("desmarcadasD", vendedor.cambios().desmarcadasD())
                    .put("desmarcadasV", vendedor.cambios().desmarcadasV());
            ArrayNode minutos = esperas.addObject().put("id", vendedor.id()).putArray("minutos");
            cifras.renglones().stream()
                    .filter(renglon -> renglon.vendedor().equals(vendedor.id()))
                    .map(Renglon::esperaS)
                    .forEach(seconds -> add(minutos, seconds));
        }
        cubos(cifras.cubos(), dia, data.putArray("cubos"));
        data.set("rechazos", cifras.rechazos() == null ? null : rechazos(cifras.rechazos()));
        return JSON.writeValueAsBytes(data);
    }

    private static void add(ArrayNode minutos, @Nullable Double seconds) {
        if (seconds != null) {
            minutos.add(seconds / 60);
        }
    }

    /** With those between the first and the last in which nothing was ticked. */
    private static void cubos(List<Cubo> cubos, Dia dia, ArrayNode data) {
        NavigableMap<Long, Cubo> shown = new TreeMap<>();
        for (Cubo cubo : cubos) {
            long minute = dia.minutes(cubo.hora());
            if (isShown((double) minute)) {
                shown.put(minute, cubo);
            }
        }
        if (shown.isEmpty()) {
            return;
        }
        for (long minute = shown.firstKey(); minute <= shown.lastKey(); minute += CUBO_MINUTES) {
            @Nullable Cubo cubo = shown.get(minute);
            data.addObject()
                    .put("minuto", minute)
                    .put("d", cubo == null ? 0 : cubo.d())
                    .put("v", cubo == null ? 0 : cubo.v());
        }
    }

    /** Whether a vendedor's loading is near enough to the day to be drawn; nothing to draw is. */
    static boolean isShown(Carga carga, Dia dia) {
        return Stream.of(Optional.ofNullable(carga.primeraD()), Optional.ofNullable(carga.ultimaV()))
                .flatMap(Optional::stream)
                .allMatch(instant -> isShown(dia.minutes(instant)));
    }

    private static @Nullable Double minutes(@Nullable Instant instant, Dia dia) {
        return instant == null ? null : dia.minutes(instant);
    }

    private static boolean isShown(double minutes) {
        return minutes >= EARLIEST && minutes < LATEST;
    }

    /** A line of numbers for each vendedor, in the order of the codes. */
    private static ObjectNode rechazos(List<Rechazos> rechazos) {
        ObjectNode data = JSON.createObjectNode();
        List<String> codigos =
                rechazos.stream().map(Rechazos::codigo).distinct().sorted().toList();
        List<String> vendedores =
                rechazos.stream().map(Rechazos::vendedor).distinct().toList();
        codigos.forEach(data.putArray("codigos")::add);
        vendedores.forEach(data.putArray("vendedores")::add);
        ArrayNode veces = data.putArray("veces");
        for (String vendedor : vendedores) {
            ArrayNode line = veces.addArray();
            for (String codigo : codigos) {
                line.add(rechazos.stream()
                        .filter(one ->
                                one.vendedor().equals(vendedor) && one.codigo().equals(codigo))
                        .mapToLong(Rechazos::veces)
                        .sum());
            }
        }
        return data;
    }
}
