package cargue.bench.peer;

/** A peer that cannot be had on this machine; the message tells what it lacks. */
public final class PeerMissing extends RuntimeException {

    private static final long serialVersionUID = 1;

    /** With what people are told. */
    public PeerMissing(String message) {
        super(message);
    }
}
