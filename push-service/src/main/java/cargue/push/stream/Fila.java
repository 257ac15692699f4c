package cargue.push.stream;

import cargue.contract.CheckEvento;
import cargue.push.OwnedBy;
import cargue.push.viewer.Mensaje;
import cargue.push.viewer.Renglon;
import org.jspecify.annotations.Nullable;

/** The state of one row: its latest event, and its messages, encoded when first needed. */
@OwnedBy("push-stream")
final class Fila {

    private final CheckEvento evento;
    private final Renglon renglon;
    private @Nullable Mensaje live;
    private @Nullable Mensaje replay;

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

    Mensaje live() {
        if (live == null) {
            live = Mensaje.live(evento);
        }
        return live;
    }

    Mensaje replay() {
        if (replay == null) {
            replay = live().replay();
        }
        return replay;
    }
}
