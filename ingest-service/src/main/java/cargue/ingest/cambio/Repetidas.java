package cargue.ingest.cambio;

import cargue.contract.Posicion;
import cargue.ingest.http.Respuesta;
import cargue.ingest.idempotency.Clave;
import cargue.ingest.idempotency.Guardada;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The stored answers that concern one transaction, and those that it adds. */
final class Repetidas {

    private final Map<Clave, Guardada> stored = new HashMap<>();
    private final Map<Clave, Guardada> added = new HashMap<>();

    /** An answer that is stored already. */
    void know(Clave clave, Guardada answer) {
        stored.put(clave, answer);
    }

    /** What the request's key was answered before; a key with other values is refused. */
    Optional<Guardada> find(Peticion peticion) {
        return peticion.clave()
                .map(clave -> added.getOrDefault(clave, stored.get(clave)))
                .map(known -> isReused(peticion, known)
                        ? new Guardada(
                                known.huella(),
                                Respuestas.keyReused(peticion.cambio().planilla()),
                                null)
                        : known);
    }

    /** Whether what was found is another request's answer, so that this one is refused for it. */
    static boolean isReused(Peticion peticion, Guardada found) {
        return !found.huella().equals(peticion.cambio().huella());
    }

    /** Keeps an answer for the request's key, if it has one. */
    void add(Peticion peticion, Respuesta respuesta, @Nullable Posicion posicion) {
        peticion.clave()
                .ifPresent(
                        clave -> added.put(clave, new Guardada(peticion.cambio().huella(), respuesta, posicion)));
    }

    /** The answers to be stored. */
    Map<Clave, Guardada> added() {
        return added;
    }
}
