package cargue.faults.link;

import java.util.Arrays;

/** Sees what passes a link, on the threads that pass it on: what it does delays that connection and no other. */
public interface Watch {

    /** Sees nothing. */
    Watch NONE = new Watch() {

        @Override
        public void upstream(Object connection, byte[] bytes, int length) {}

        @Override
        public void downstream(Object connection, byte[] bytes, int length) {}
    };

    /** A piece is about to be handed to the called. */
    void upstream(Object connection, byte[] bytes, int length);

    /** A piece has been handed to the caller. */
    void downstream(Object connection, byte[] bytes, int length);

    /** Whether a piece has these bytes in it. */
    static boolean contains(byte[] bytes, int length, byte[] wanted) {
        for (int i = 0; i + wanted.length <= length; i++) {
            if (Arrays.equals(bytes, i, i + wanted.length, wanted, 0, wanted.length)) {
                return true;
            }
        }
        return false;
    }
}
