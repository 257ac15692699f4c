package cargue.ingest.cambio;

import cargue.contract.Posicion;
import cargue.ingest.cambio.Outcome.Accepted;
import cargue.ingest.cambio.Outcome.Nuevo;
import cargue.ingest.cambio.Outcome.Refused;
import cargue.ingest.cambio.Outcome.Unchanged;
import cargue.ingest.http.Respuesta;
import cargue.ingest.idempotency.Guardada;
import cargue.ingest.outbox.Registro;
import cargue.ingest.planilla.Abiertas;
import cargue.ingest.planilla.Abiertas.Pedido;
import cargue.ingest.planilla.Hoja;
import cargue.ingest.planilla.Renglon;
import cargue.ingest.rechazo.Rechazado;
import cargue.ingest.vendedor.Turno;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * One vendedor's changes of one transaction: decides each in order, gives out seq and time, and collects what is to be
 * stored. Confined to the thread of its transaction.
 */
final class Lote {

    private final Turno turno;
    private final Repetidas repetidas;
    private final Abiertas hojas;
    private final LocalDate hoy;
    private final List<Registro> registros = new ArrayList<>();
    private final Set<Posicion> propios = new HashSet<>();
    private final List<Rechazado> rechazados = new ArrayList<>();
    private Posicion posicion;
    private Instant lastAt;

    Lote(Turno turno, Repetidas repetidas, Abiertas hojas, ZoneId zona) {
        this.turno = turno;
        this.repetidas = repetidas;
        this.hojas = hojas;
        this.hoy = LocalDate.ofInstant(turno.ahora(), zona);
        this.posicion = new Posicion(turno.epoca(), turno.lastSeq());
        this.lastAt = turno.lastAt();
    }

    Respuesta answer(Peticion peticion) {
        Optional<Guardada> known = repetidas.find(peticion);
        if (known.isEmpty()) {
            return decide(peticion);
        }
        if (Repetidas.isReused(peticion, known.get())) {
            refused(peticion, Rechazo.CLAVE_REUTILIZADA);
        }
        Posicion made = known.get().posicion();
        if (made != null) {
            propios.add(made);
        }
        return known.get().respuesta();
    }

    private Respuesta decide(Peticion peticion) {
        Cambio cambio = peticion.cambio();
        Hoja hoja = hojas.hoja(cambio.planilla());
        Outcome outcome = cambio.decide(hoja, new Momento(turno.epoca(), hoy, propios));
        if (outcome instanceof Refused refused) {
            refused(peticion, refused.rechazo());
            Respuesta respuesta = Respuestas.refused(cambio.planilla(), refused);
            if (refused.rechazo().stored()) {
                repetidas.add(peticion, respuesta, null);
            }
            return respuesta;
        }
        if (outcome instanceof Unchanged unchanged) {
            Respuesta respuesta = Respuestas.ok(unchanged.body(), hoja);
            repetidas.add(peticion, respuesta, null);
            return respuesta;
        }
        Accepted accepted = (Accepted) outcome;
        accepted.nuevos().forEach(nuevo -> change(peticion, nuevo));
        propios.add(posicion);
        Respuesta respuesta = Respuestas.ok(accepted.body(), hoja);
        repetidas.add(peticion, respuesta, posicion);
        return respuesta;
    }

    private void refused(Peticion peticion, Rechazo rechazo) {
        Cambio cambio = peticion.cambio();
        Quien quien = peticion.quien();
        rechazados.add(new Rechazado(
                cambio.planilla().vendedorId(),
                cambio.planilla().dia(),
                cambio.planilla().fecha(),
                cambio.pedido().map(this::spelling).orElse(null),
                rechazo.name(),
                quien.actor(),
                quien.rol(),
                quien.origen(),
                Eventos.marcadoEn(cambio, turno.ahora())));
    }

    private String spelling(Pedido pedido) {
        return hojas.hoja(pedido.planilla())
                .renglon(pedido.producto())
                .map(Renglon::producto)
                .orElse(pedido.producto().texto());
    }

    /** Takes the next seq, and a time that is later than the last one whatever PostgreSQL's clock does. */
    private void change(Peticion peticion, Nuevo nuevo) {
        posicion = new Posicion(posicion.epoca(), posicion.seq() + 1);
        lastAt = turno.after(lastAt);
        Renglon renglon = hojas.set(peticion.cambio().planilla(), nuevo.producto(), nuevo.estado(), posicion, lastAt);
        registros.add(Eventos.of(peticion, renglon, turno.ahora()));
    }

    /** What goes to Kafka, in seq order. */
    List<Registro> registros() {
        return registros;
    }

    /** What was refused, each time that it was not the store's answer. */
    List<Rechazado> rechazados() {
        return rechazados;
    }

    /** The last seq given out. */
    long lastSeq() {
        return posicion.seq();
    }

    /** The last time given out. */
    Instant lastAt() {
        return lastAt;
    }
}
