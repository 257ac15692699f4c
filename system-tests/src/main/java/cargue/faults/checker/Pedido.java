package cargue.faults.checker;

import cargue.contract.Posicion;
import cargue.faults.history.Post;
import cargue.faults.history.Post.Outcome;
import org.jspecify.annotations.Nullable;

/**
 * What a client asked for, and the position that it was answered.
 *
 * @param answer null without one, as of a filled sheet
 */
record Pedido(Post post, @Nullable Posicion answer) {

    static Pedido of(Post post) {
        return new Pedido(post, Lector.posicion(post.epoca(), post.seq()));
    }

    boolean isOk() {
        return post.outcome() == Outcome.OK;
    }

    /** When it was known to be done: never while the outcome is unknown. */
    long done() {
        return isOk() ? post.completed() : Long.MAX_VALUE;
    }

    @Override
    public String toString() {
        return "key " + post.key() + " (" + post.campo() + " = " + post.valor() + " of " + post.fila() + ", "
                + post.outcome() + ", answered " + answer + ")";
    }
}
