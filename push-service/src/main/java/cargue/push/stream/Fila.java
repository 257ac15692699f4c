package cargue.push.stream;

import cargue.contract.CheckEvento;
import cargue.push.OwnedBy;
import cargue.push.viewer.Renglon;
import cargue.push.wire.PlainMessages;
import cargue.push.wire.Texto;
import cargue.push.wire.V1Messages;
import org.jspecify.annotations.Nullable;

/** The state of one row after one event, and its forms on the wire, encoded when first needed. */
@OwnedBy("push-stream")
final class Fila {

    private final CheckEvento evento;
    private final Renglon renglon;
    private @Nullable Texto live;
    private byte @Nullable [] row;

    Fila(CheckEvento evento) {
        this.evento = evento;
        this.renglon = Renglon.of(evento);
    }

    CheckEvento evento() {
        return evento;
    }

    Renglon renglon() {
        return renglon;
    }

    long seq() {
        return evento.seq();
    }

    /** The plain stream's message. */
    Texto live() {
        if (live == null) {
            live = PlainMessages.live(evento);
        }
        return live;
    }

    /** The row within a message of {@code cargue.v1}; not to be changed. */
    byte[] row() {
        if (row == null) {
            row = V1Messages.row(evento);
        }
        return row;
    }
}
