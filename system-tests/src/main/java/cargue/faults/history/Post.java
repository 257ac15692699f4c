package cargue.faults.history;

import org.jspecify.annotations.Nullable;

/**
 * One change that a client asked for under one idempotency key, however often it was sent.
 *
 * @param key its idempotency key, used by no other
 * @param fila the row that it is about
 * @param campo what it sets: {@code v}, {@code d}, {@code dctos}, or {@code cantidad} in the sheet's first filling
 * @param valor what it is set to; of a check 0 or 1. A {@code dctos} is asked for by one change only of a vendedor
 * @param marcadoEn the tap's time as sent and as its event tells it, used by no other check; null of quantities
 * @param invoked before the first byte was sent
 * @param completed after the last answer was read; {@link Long#MAX_VALUE} when the outcome is unknown
 * @param outcome what the client knows
 * @param epoca of the answer, null without one
 * @param seq of the answer, 0 without one
 * @param told what else the answer said; null without one
 */
public record Post(
        String key,
        Fila fila,
        String campo,
        int valor,
        @Nullable String marcadoEn,
        long invoked,
        long completed,
        Outcome outcome,
        @Nullable String epoca,
        long seq,
        @Nullable Told told) {

    /** One of whose answer nothing but the position is known. */
    public Post(
            String key,
            Fila fila,
            String campo,
            int valor,
            @Nullable String marcadoEn,
            long invoked,
            long completed,
            Outcome outcome,
            @Nullable String epoca,
            long seq) {
        this(key, fila, campo, valor, marcadoEn, invoked, completed, outcome, epoca, seq, null);
    }

    /**
     * What an answer said.
     *
     * @param error the refusal's, such as {@code SIN_CANTIDAD}; null of a 200
     * @param v the row's in a 200; false in a refusal
     * @param d the row's in a 200; false in a refusal
     * @param total the row's in a 200; 0 in a refusal
     */
    public record Told(int status, @Nullable String error, boolean v, boolean d, int total) {}

    /** What a client knows of what it asked for. */
    public enum Outcome {
        /** 200: it is committed. */
        OK,
        /** 4xx: nothing was changed, and never will be under this key. */
        REFUSED,
        /** No answer, or a 503: it may have been committed or not. */
        UNKNOWN
    }
}
