package cargue.ingest.cambio;

import cargue.contract.CheckEvento;
import cargue.contract.Evento;
import cargue.ingest.outbox.Registro;
import cargue.ingest.planilla.Estado;
import cargue.ingest.planilla.Planilla;
import cargue.ingest.planilla.Renglon;
import com.fasterxml.uuid.Generators;
import com.fasterxml.uuid.impl.TimeBasedEpochGenerator;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.jspecify.annotations.Nullable;

/** Makes the event of a changed row. */
final class Eventos {

    private static final Duration CLOCK_TOLERANCE = Duration.ofMinutes(5);
    private static final TimeBasedEpochGenerator IDS = Generators.timeBasedEpochGenerator();

    private Eventos() {}

    static Registro of(Peticion peticion, Renglon renglon, Instant ahora) {
        Cambio cambio = peticion.cambio();
        Planilla planilla = cambio.planilla();
        Estado estado = renglon.estado();
        CheckEvento evento = new CheckEvento(
                Evento.SCHEMA,
                IDS.generate(),
                planilla.vendedorId(),
                renglon.posicion().epoca(),
                renglon.posicion().seq(),
                planilla.dia(),
                planilla.fecha(),
                renglon.producto(),
                estado.v(),
                estado.d(),
                estado.cantidad(),
                estado.adicional(),
                estado.dctos(),
                estado.devoluciones(),
                estado.vencidas(),
                estado.total(),
                cambio.causa(),
                peticion.quien().actor(),
                peticion.quien().rol(),
                peticion.quien().origen(),
                renglon.actualizadoEn(),
                marcadoEn(cambio, ahora));
        return new Registro(evento, peticion.traceparent());
    }

    /** A phone whose clock is far ahead cannot tell when the person tapped. */
    static @Nullable Instant marcadoEn(Cambio cambio, Instant ahora) {
        Instant marcadoEn = cambio.marcadoEn();
        return marcadoEn == null || marcadoEn.isAfter(ahora.plus(CLOCK_TOLERANCE))
                ? null
                : marcadoEn.truncatedTo(ChronoUnit.MILLIS);
    }
}
