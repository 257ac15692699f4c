package cargue.push.historia;

import cargue.contract.CheckEvento;
import cargue.contract.Dia;
import cargue.push.wire.V1Messages;
import java.util.Collection;
import java.util.List;

/** The state of one row of the date that is played, encoded once. Immutable. */
final class Fila {

    /** Names a row among those of one vendedor and one fecha. */
    record Clave(Dia dia, String producto) {}

    private final Clave clave;
    private final long seq;
    private final byte[] json;

    Fila(CheckEvento evento) {
        this.clave = new Clave(evento.dia(), evento.producto());
        this.seq = evento.seq();
        this.json = V1Messages.row(evento);
    }

    Clave clave() {
        return clave;
    }

    /** Of the event that gave it. */
    long seq() {
        return seq;
    }

    /** What it takes in a message, among others. */
    int length() {
        return json.length + 1;
    }

    static List<byte[]> json(Collection<Fila> filas) {
        return filas.stream().map(fila -> fila.json).toList();
    }
}
