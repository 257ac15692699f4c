package cargue.bench.socket;

/** A server sent what RFC 6455, or the bound of a message, forbids. */
final class ProtocolViolation extends RuntimeException {

    private static final long serialVersionUID = 1L;

    ProtocolViolation(String what) {
        super(what);
    }
}
