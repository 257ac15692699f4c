package cargue.bench.scenario;

import cargue.bench.peer.Peer;

/** A way to measure a peer: once prepared, as often as one likes. Used by one thread. */
public interface Measurement {

    /** Does once what must be there before, such as sheets and a warm-up. */
    void prepare(Peer peer) throws InterruptedException;

    /**
     * Measures it once.
     *
     * @throws cargue.local.process.StackException when something is missing or wrong in what the peer did
     */
    Figures measure(Peer peer) throws InterruptedException;

    /** Who starts the peer. */
    enum Start {
        /** The bench, once. */
        ONCE,
        /** The bench, newly for each measurement. */
        EACH_TIME,
        /** The measurement itself. */
        BY_ITSELF
    }

    /** When the peer must have been started. */
    default Start start() {
        return Start.ONCE;
    }

    /** Gives back what it holds of a peer that is about to be stopped. */
    void forget(Peer peer);
}
