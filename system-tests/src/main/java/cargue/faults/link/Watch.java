package cargue.faults.link;

/** Sees what passes a link, on the threads that pass it on: what it does delays that connection and no other. */
public interface Watch {

    /** Sees nothing. */
    Watch NONE = new Watch() {

        @Override
        public void upstream(byte[] bytes, int length) {}

        @Override
        public void downstream() {}
    };

    /** A piece is about to be handed to the called. */
    void upstream(byte[] bytes, int length);

    /** A piece has been handed to the caller. */
    void downstream();
}
