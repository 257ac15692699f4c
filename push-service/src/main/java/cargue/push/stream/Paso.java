package cargue.push.stream;

/** What an event did to its vendedor's state. */
sealed interface Paso {

    /** A row has a new state, to be sent to the viewers of its sheet. */
    record Cambio(Fila fila) implements Paso {}

    /** The position moved, and no row that is served changed. */
    record Avance() implements Paso {}

    /** All rows were replaced at once: a new epoca is complete. */
    record Reemplazo() implements Paso {}

    /**
     * The event was there before.
     *
     * @param otherId whether it then had another id: two different events with one identity
     */
    record Repetido(boolean otherId) implements Paso {}

    /** The event belongs to an epoca that has ended. */
    record EpocaVieja() implements Paso {}

    /**
     * Events are missing before this one; nothing was changed.
     *
     * @param esperado the seq that should have come
     */
    record Hueco(long esperado) implements Paso {}
}
