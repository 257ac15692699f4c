package cargue.faults.checker;

import cargue.contract.CheckEvento;
import cargue.contract.EpocaEvento;
import cargue.contract.Evento;
import cargue.contract.EventoIlegible;
import cargue.contract.EventoJson;
import cargue.contract.Posicion;
import cargue.faults.history.Fila;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Reads each distinct value once, and judges what a value alone tells: {@link Rule#FORM}, {@link Rule#INVARIANT}. */
final class Lector {

    private static final int UUID_VERSION = 7;

    private final Violations violations;
    private final Map<String, Optional<Hecho>> read = new HashMap<>();
    private final Map<Object, Object> same = new HashMap<>();

    Lector(Violations violations) {
        this.violations = violations;
    }

    /** The event; null when it is none, which is told the first time that the text is met. */
    @Nullable
    Hecho read(String value) {
        return read.computeIfAbsent(value, text -> Optional.ofNullable(parse(text)))
                .orElse(null);
    }

    private @Nullable Hecho parse(String value) {
        Evento evento;
        try {
            evento = EventoJson.read(value.getBytes(StandardCharsets.UTF_8));
        } catch (EventoIlegible e) {
            violations.check(false, Rule.FORM, "", () -> e.getMessage() + ": " + value);
            return null;
        }
        boolean form =
                evento.id().version() == UUID_VERSION && evento.epoca().version() == UUID_VERSION && evento.seq() > 0;
        violations.check(form, Rule.FORM, evento.vendedorId(), () -> "id, epoca or seq of " + value);
        if (evento instanceof CheckEvento check) {
            Estado estado = Estado.of(check);
            violations.check(
                    estado.isLegal() && estado.total() == check.total(),
                    Rule.INVARIANT,
                    check.vendedorId(),
                    () -> value);
        }
        return hecho(evento, value);
    }

    /** Texts and epocas that thousands of events share are kept once. */
    private Hecho hecho(Evento evento, String value) {
        Posicion posicion = new Posicion(once(evento.epoca()), evento.seq());
        if (evento instanceof CheckEvento e) {
            return new Hecho.DeFila(
                    e.id(), once(fila(e)), posicion, Estado.of(e), e.causa(), e.ocurridoEn(), e.marcadoEn(), value);
        }
        EpocaEvento e = (EpocaEvento) evento;
        return new Hecho.DeEpoca(e.id(), once(e.vendedorId()), posicion, e.hasta(), e.causa(), e.ocurridoEn(), value);
    }

    private Fila fila(CheckEvento e) {
        return new Fila(
                once(e.vendedorId()), once(e.fecha().toString()), e.dia().name(), once(e.producto()));
    }

    @SuppressWarnings("unchecked") // the value is equal to the key, and of its class
    private <T> T once(T value) {
        return (T) same.computeIfAbsent(value, v -> v);
    }

    /** A place as an answer, a table or a viewer names it; null when it can be none. */
    static @Nullable Posicion posicion(@Nullable String epoca, long seq) {
        try {
            return epoca == null ? null : new Posicion(UUID.fromString(epoca), seq);
        } catch (IllegalArgumentException e) {
            return null;
        }
    }
}
