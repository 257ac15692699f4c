package cargue.push.historia;

import cargue.contract.CheckEvento;
import cargue.contract.EpocaEvento;
import cargue.contract.Evento;
import cargue.contract.Posicion;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Makes a day out of the events up to its end, as a reader of the topic would have shown it (contract 3): a greater epoca
 * replaces all rows once it has its restated ones, and until then the old rows stay.
 */
final class JornadaLectura implements Receptor {

    private final LocalDate fecha;
    private final Instant inicio;
    private final int max;
    private final BooleanSupplier wanted;
    private final Estado base = new Estado();
    private final List<Paso> pasos = new ArrayList<>();
    private @Nullable Posicion latest;
    private @Nullable Nueva nueva;
    private int held;

    /**
     * @param inicio the day's 00:00
     * @param max changes and rows that may be held
     * @param wanted false once nobody waits for the day any more
     */
    JornadaLectura(LocalDate fecha, Instant inicio, int max, BooleanSupplier wanted) {
        this.fecha = fecha;
        this.inicio = inicio;
        this.max = max;
        this.wanted = wanted;
    }

    @Override
    public boolean take(Evento evento, byte[] value) {
        if (evento instanceof EpocaEvento begin) {
            nueva = new Nueva(begin.hasta());
        } else if (latest != null && !latest.epoca().equals(evento.epoca())) {
            // The start of this epoca is missing: what is known of it is what is still to come.
            nueva = null;
            replace(evento.ocurridoEn(), evento.seq() - 1, List.of());
        }
        latest = evento.posicion();
        if (nueva != null) {
            collect(nueva, evento);
        } else if (evento instanceof CheckEvento check && isOfTheDate(check)) {
            change(evento.ocurridoEn(), new Fila(check));
        } else if (evento.ocurridoEn().isBefore(inicio)) {
            base.advance(evento.seq());
        }
        return wanted.getAsBoolean() && !isTooMuch();
    }

    private void collect(Nueva restated, Evento evento) {
        if (evento instanceof CheckEvento check && isOfTheDate(check)) {
            restated.filas.add(new Fila(check));
            held++;
        }
        if (evento.seq() >= restated.hasta) {
            nueva = null;
            replace(evento.ocurridoEn(), evento.seq(), restated.filas);
        }
    }

    private void replace(Instant en, long seq, List<Fila> filas) {
        if (en.isBefore(inicio)) {
            base.replace(seq, filas);
            held = base.size();
        } else {
            pasos.add(new Paso.Reemplazo(en, seq, List.copyOf(filas)));
            held++;
        }
    }

    private void change(Instant en, Fila fila) {
        if (en.isBefore(inicio)) {
            base.put(fila);
            held = base.size();
        } else {
            pasos.add(new Paso.Cambio(en, fila));
            held++;
        }
    }

    private boolean isOfTheDate(CheckEvento check) {
        return check.fecha().equals(fecha);
    }

    /** Whether it would hold more than it may; then it is of no use. */
    boolean isTooMuch() {
        return held > max;
    }

    /**
     * What was read.
     *
     * @param until the day's 24:00, or this moment; another clock than this node's may have told of something later
     */
    Jornada jornada(Instant until) {
        Instant last = pasos.isEmpty() ? inicio : pasos.get(pasos.size() - 1).en();
        return new Jornada(inicio, until.isAfter(last) ? until : last, base, List.copyOf(pasos));
    }

    private static final class Nueva {
        private final long hasta;
        private final List<Fila> filas = new ArrayList<>();

        Nueva(long hasta) {
            this.hasta = hasta;
        }
    }
}
