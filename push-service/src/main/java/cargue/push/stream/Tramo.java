package cargue.push.stream;

import cargue.push.wire.Texto;

/**
 * A message with everything in ({@code de}, {@code a}]; good for every viewer whose position is from {@code de} on and
 * below {@code a}.
 *
 * @param empty whether no row asked for changed: it only moves the position
 */
record Tramo(long de, long a, boolean empty, Texto texto) {

    boolean fits(long posicion) {
        return de <= posicion && posicion < a;
    }
}
