package cargue.push.historia;

import cargue.contract.CheckEvento;
import cargue.contract.Dia;
import cargue.contract.Evento;
import jakarta.servlet.http.HttpServletRequest;
import java.time.Instant;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/**
 * Which events a client asks for (contract 4).
 *
 * @param fecha only check events of the sheets of that date
 * @param dia only check events of the sheets of that day's name
 * @param desde only events that happened then or later
 * @param hasta only events that happened before
 */
record Consulta(
        String vendedorId,
        @Nullable LocalDate fecha,
        @Nullable Dia dia,
        @Nullable Instant desde,
        @Nullable Instant hasta) {

    static Consulta read(String vendedorId, HttpServletRequest request) throws Rechazado {
        Consulta consulta = new Consulta(
                Parametros.vendedorId(vendedorId),
                Parametros.fecha(request.getParameter("fecha")),
                Parametros.dia(request.getParameter("dia")),
                Parametros.instante("desde", request.getParameter("desde")),
                Parametros.instante("hasta", request.getParameter("hasta")));
        if (consulta.desde != null && consulta.hasta != null && !consulta.desde.isBefore(consulta.hasta)) {
            throw Rechazado.campo("hasta", "hasta debe ser posterior a desde.");
        }
        return consulta;
    }

    Pregunta pregunta() {
        return new Pregunta(vendedorId, desde, desde, hasta);
    }

    /** Whether it happened in the time asked for, whatever sheet it is about. */
    boolean isInTime(Evento evento) {
        return (desde == null || !evento.ocurridoEn().isBefore(desde))
                && (hasta == null || evento.ocurridoEn().isBefore(hasta));
    }

    /** Whether its line is wanted: with a filter only changes of the sheets named, without one all there is. */
    boolean wants(Evento evento) {
        if (fecha == null && dia == null) {
            return true;
        }
        return evento instanceof CheckEvento check
                && (fecha == null || fecha.equals(check.fecha()))
                && (dia == null || dia == check.dia());
    }
}
