package cargue.push.wire;

import java.util.Arrays;

/** Messages of a given length. */
public final class Textos {

    private Textos() {}

    /** So many times the letter. */
    public static Texto of(char letter, int length) {
        byte[] bytes = new byte[length];
        Arrays.fill(bytes, (byte) letter);
        return new Texto(bytes);
    }
}
