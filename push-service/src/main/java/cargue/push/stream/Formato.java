package cargue.push.stream;

/** In which form a connection gets its stream (contract 4). */
public enum Formato {
    /** Only {@code check_update} messages, of one vendedor. */
    PLAIN,
    /** The same as server-sent events. */
    SSE,
    /** {@code cargue.v1} with one vendedor, fixed. */
    V1_ONE,
    /** {@code cargue.v1} with many vendedores, subscribed to by the client. */
    V1_MANY;

    boolean isV1() {
        return this == V1_ONE || this == V1_MANY;
    }
}
