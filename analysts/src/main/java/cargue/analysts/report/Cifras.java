package cargue.analysts.report;

import java.time.Instant;
import java.time.LocalDateTime;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The figures of a day, as {@code report.sql} makes them: each record is a line of the table that its Javadoc names.
 * Times of waiting are in seconds, of loading in minutes; null where there is nothing to measure.
 *
 * @param rechazos null when none were given, which is not the same as none
 */
record Cifras(
        Procedencia procedencia,
        Totales totales,
        List<Vendedor> vendedores,
        List<Renglon> renglones,
        List<Cubo> cubos,
        List<Desmarcas> desmarcas,
        @Nullable List<Rechazos> rechazos) {

    /** {@code procedencia}: what the figures were made of. */
    record Procedencia(
            long eventos,
            @Nullable Instant primero,
            @Nullable Instant ultimo,
            long epocas,
            long reloj,
            long cortados) {}

    /** {@code totales}. */
    record Totales(long vendedores, Carga carga, Espera espera, Cambios cambios) {}

    /** {@code por_vendedor}. */
    record Vendedor(
            String id, Carga carga, Espera espera, @Nullable String mayorProducto, Cambios cambios) {}

    /** From the first D to the last V. */
    record Carga(
            long renglones,
            @Nullable Instant primeraD,
            @Nullable Instant ultimaV,
            @Nullable Double minutos) {}

    /** From the D that a row had at its first V to that V. */
    record Espera(
            long renglones,
            @Nullable Double medianaS,
            @Nullable Double mayorS) {}

    /** What was taken back, changed, or never done. */
    record Cambios(long desmarcadasD, long desmarcadasV, long correcciones, long sinMarcar) {}

    /** {@code renglones}. */
    record Renglon(
            String vendedor,
            String dia,
            String producto,
            long total,
            boolean vigente,
            @Nullable Instant primeraD,
            @Nullable Instant primeraV,
            @Nullable Double esperaS,
            Cambios cambios,
            boolean cortado) {}

    /** {@code cubos}: ticks in the five minutes that begin then, by the clock of the zone. */
    record Cubo(LocalDateTime hora, long d, long v) {}

    /** {@code desmarcas_producto}. */
    record Desmarcas(String producto, long d, long v) {}

    /** {@code rechazos_codigo}. */
    record Rechazos(String vendedor, String codigo, long veces) {}
}
