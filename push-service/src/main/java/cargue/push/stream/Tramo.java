package cargue.push.stream;

import cargue.push.wire.Texto;

/**
 * A message with everything in ({@code de}, {@code a}]; good for every viewer whose position is from {@code de} on and
 * below {@code a}.
 *
 * @param rows rows asked for that changed, each once; with none it only moves the position
 * @param merged changes of them that are not told, since a later one is
 * @param ocurridoEn when the oldest of all these changes was made, ms; {@link #NEVER} when there is none
 */
record Tramo(long de, long a, int rows, int merged, long ocurridoEn, Texto texto) {

    /** Later than any moment. */
    static final long NEVER = Long.MAX_VALUE;

    /** Whether it tells of no row. */
    boolean empty() {
        return rows == 0;
    }

    boolean fits(long posicion) {
        return de <= posicion && posicion < a;
    }
}
