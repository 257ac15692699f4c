package cargue.push.historia;

import cargue.contract.CheckEvento;
import cargue.contract.Dia;

/**
 * The state of one row of the date that is played, encoded once.
 *
 * @param seq the event's that gave it
 */
record Fila(Clave clave, long seq, Texto texto) {

    /** Names a row among those of one vendedor and one fecha. */
    record Clave(Dia dia, String producto) {}

    static Fila of(CheckEvento evento) {
        return new Fila(new Clave(evento.dia(), evento.producto()), evento.seq(), Mensajes.row(evento));
    }
}
