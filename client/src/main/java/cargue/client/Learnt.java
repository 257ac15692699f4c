package cargue.client;

import cargue.contract.Posicion;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Answers to POSTs that are newer than the stream. They lie over its rows until the stream has reached them; a
 * snapshot that is older does not hide them. Not thread-safe.
 */
final class Learnt {

    /** Answers that may be ahead of the stream at once; the oldest goes first, and the stream brings it in any case. */
    static final int MAX = 1_000;

    private final LinkedHashMap<Renglon.Clave, Respuesta> respuestas = new LinkedHashMap<>();

    Set<Renglon.Clave> claves() {
        return respuestas.keySet();
    }

    void add(Respuesta respuesta) {
        Respuesta before = respuestas.get(respuesta.clave());
        if (before != null && before.posicion().compareTo(respuesta.posicion()) >= 0) {
            return;
        }
        respuestas.remove(respuesta.clave());
        if (respuestas.size() == MAX) {
            respuestas.remove(respuestas.keySet().iterator().next());
        }
        respuestas.put(respuesta.clave(), respuesta);
    }

    /** The stream has everything up to a position. */
    void reached(Posicion posicion) {
        respuestas.values().removeIf(r -> r.posicion().compareTo(posicion) <= 0);
    }

    void dropBefore(LocalDate fecha) {
        respuestas.keySet().removeIf(clave -> clave.fecha().isBefore(fecha));
    }

    /** A row of the stream as it is to be shown. */
    @Nullable
    Renglon over(Renglon.Clave clave, @Nullable Renglon renglon) {
        Respuesta respuesta = respuestas.get(clave);
        if (respuesta == null || renglon == null) {
            return renglon;
        }
        return respuesta.posicion().compareTo(renglon.posicion()) > 0 ? renglon.con(respuesta) : renglon;
    }

    /** All rows as they are to be shown. */
    Map<Renglon.Clave, Renglon> over(Map<Renglon.Clave, Renglon> renglones) {
        if (respuestas.isEmpty()) {
            return renglones;
        }
        Map<Renglon.Clave, Renglon> shown = new HashMap<>(renglones);
        respuestas.keySet().forEach(clave -> shown.computeIfPresent(clave, this::over));
        return shown;
    }
}
