package cargue.faults.checker;

import cargue.contract.Causa;
import cargue.contract.CheckEvento;
import cargue.contract.Dia;
import cargue.contract.EpocaEvento;
import cargue.contract.Evento;
import cargue.contract.Posicion;
import cargue.contract.Rol;
import cargue.faults.history.Fila;
import java.time.Instant;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** One vendedor in a made-up PostgreSQL: its rows, and the log that they are the fold of. */
final class MadeStream {

    /** When a made-up run begins. */
    static final Instant BEGAN = Instant.parse("2026-01-05T12:00:00Z");

    final String vendedorId;
    final Map<Fila, MadeRow> rows = new LinkedHashMap<>();
    final List<Evento> log = new ArrayList<>();
    private final Random random;
    private final Consumer<Evento> outbox;
    private UUID epoca;
    private long seq;
    private Instant last = BEGAN;

    MadeStream(String vendedorId, Random random, Consumer<Evento> outbox) {
        this.vendedorId = vendedorId;
        this.random = random;
        this.outbox = outbox;
        this.epoca = uuid7(BEGAN);
    }

    Posicion posicion() {
        return new Posicion(epoca, seq);
    }

    MadeRow row(Fila fila) {
        MadeRow row = rows.get(fila);
        if (row == null) {
            throw new IllegalArgumentException("no row of " + fila);
        }
        return row;
    }

    /** Changes a row, or adds it: commits the event and hands it on. */
    Posicion commit(Fila fila, MadeRow row, Causa causa, @Nullable Instant marcadoEn, Instant now) {
        last = later(now);
        return commit(fila, row, row.cantidad() - row.dctos(), causa, marcadoEn, last);
    }

    /** The same, with whatever total and time. */
    Posicion commit(Fila fila, MadeRow row, int total, Causa causa, @Nullable Instant marcadoEn, Instant ocurridoEn) {
        boolean restated = causa == Causa.RESTAURACION;
        seq++;
        add(new CheckEvento(
                Evento.SCHEMA,
                uuid7(ocurridoEn),
                vendedorId,
                epoca,
                seq,
                Dia.valueOf(fila.dia()),
                LocalDate.parse(fila.fecha()),
                fila.producto(),
                row.v(),
                row.d(),
                row.cantidad(),
                0,
                row.dctos(),
                0,
                0,
                total,
                causa,
                restated ? "sistema" : vendedorId,
                restated ? Rol.ADMIN : Rol.VENDEDOR,
                restated ? "nueva-epoca" : "app",
                ocurridoEn,
                marcadoEn));
        rows.put(fila, row.at(posicion()));
        return posicion();
    }

    /** Puts everything back to how it was at a seq of this epoca. */
    void restore(long to) {
        log.removeIf(e -> e.posicion().compareTo(new Posicion(epoca, to)) > 0);
        seq = to;
        Map<Fila, MadeRow> all = new LinkedHashMap<>();
        for (Evento e : log) {
            if (e instanceof CheckEvento check) {
                all.put(fila(check), MadeRow.of(check));
            }
        }
        rows.keySet().retainAll(all.keySet());
        rows.putAll(all);
    }

    /** Begins a new epoca and restates all rows. */
    void nuevaEpoca(Instant now) {
        epoca = uuid7(now);
        seq = 1;
        last = later(now);
        add(new EpocaEvento(
                Evento.SCHEMA,
                uuid7(last),
                vendedorId,
                epoca,
                1,
                1L + rows.size(),
                Causa.RESTAURACION,
                "sistema",
                Rol.ADMIN,
                "nueva-epoca",
                last));
        new LinkedHashMap<>(rows).forEach((fila, row) -> commit(fila, row, Causa.RESTAURACION, null, now));
    }

    /** PostgreSQL's clock, but later than the last time that was told. */
    Instant later(Instant now) {
        Instant time = now.truncatedTo(ChronoUnit.MILLIS);
        return time.isAfter(last) ? time : last.plusMillis(1);
    }

    static Fila fila(CheckEvento e) {
        return new Fila(e.vendedorId(), e.fecha().toString(), e.dia().name(), e.producto());
    }

    private void add(Evento evento) {
        log.add(evento);
        outbox.accept(evento);
    }

    private UUID uuid7(Instant at) {
        long high = (at.toEpochMilli() << 16) | 0x7000 | random.nextInt(0x1000);
        return new UUID(high, (random.nextLong() >>> 2) | Long.MIN_VALUE);
    }
}
