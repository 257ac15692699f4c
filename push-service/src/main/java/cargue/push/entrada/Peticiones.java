package cargue.push.entrada;

import cargue.contract.Dia;
import cargue.contract.Posicion;
import cargue.contract.Vendedores;
import cargue.push.entrada.Entrada.Aceptada;
import cargue.push.entrada.Entrada.Rechazo;
import cargue.push.viewer.Filtro;
import cargue.push.viewer.Peticion;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;

/** Reads what a viewer asks for out of the address of its handshake (contract 4). */
final class Peticiones {

    private static final int FECHA_LENGTH = 10;

    private Peticiones() {}

    /**
     * Checks the address's parts.
     *
     * @param fecha ISO; longer text is cut to 10 characters, since old clients send a date with a time
     * @param hoy the business date, which the connection keeps
     */
    static Entrada read(
            String vendedorId, @Nullable String fecha, @Nullable String dia, @Nullable String desde, LocalDate hoy) {
        if (!Vendedores.isId(vendedorId)) {
            return Rechazo.campo("vendedor_id", "vendedor_id debe tener de 1 a 20 letras, dígitos o guiones bajos.");
        }
        Optional<LocalDate> date = Optional.ofNullable(fecha).flatMap(Peticiones::parseFecha);
        if (fecha != null && date.isEmpty()) {
            return Rechazo.campo("fecha", "fecha debe ser una fecha válida, AAAA-MM-DD.");
        }
        Optional<Dia> day = Optional.ofNullable(dia).flatMap(Dia::parse);
        if (dia != null && day.isEmpty()) {
            return Rechazo.campo("dia", "dia debe ser un día de LUNES a DOMINGO.");
        }
        Optional<Posicion> position = Optional.ofNullable(desde).flatMap(Posicion::parse);
        if (desde != null && position.isEmpty()) {
            return Rechazo.of(HttpStatus.BAD_REQUEST, "POSICION_INVALIDA", "desde debe tener la forma epoca:seq.");
        }
        if (date.isPresent() && date.get().isBefore(hoy.minusDays(Filtro.DIAS_ATRAS))) {
            return Rechazo.of(
                    HttpStatus.BAD_REQUEST,
                    "FECHA_FUERA_DE_RANGO",
                    "Solo se pueden ver planillas de los últimos 7 días y posteriores.");
        }
        Filtro filtro = new Filtro(date.orElse(null), day.orElse(null), hoy);
        return new Aceptada(new Peticion(vendedorId, filtro, position.orElse(null)));
    }

    private static Optional<LocalDate> parseFecha(String text) {
        try {
            return Optional.of(LocalDate.parse(text.length() > FECHA_LENGTH ? text.substring(0, FECHA_LENGTH) : text));
        } catch (DateTimeParseException e) {
            return Optional.empty();
        }
    }
}
