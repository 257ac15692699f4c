package cargue.bench.viewer;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The strings that come again and again in what a server sends, so that each is made once: the bench shares its
 * processors with what it measures. A table of fixed size; of two that meet in a place, the later one stays. Belongs to
 * one thread.
 */
public final class Strings {

    private static final int PLACES = 4096;

    private final List<byte @Nullable []> bytes = new ArrayList<>(Collections.nCopies(PLACES, null));
    private final String[] strings = new String[PLACES];

    /** The string of these UTF-8 bytes. */
    String of(byte[] text, int from, int length) {
        int hash = length;
        for (int i = from; i < from + length; i++) {
            hash = 31 * hash + text[i];
        }
        int place = (hash ^ hash >>> 12) & PLACES - 1;
        byte @Nullable [] known = bytes.get(place);
        if (known == null || !Arrays.equals(known, 0, known.length, text, from, from + length)) {
            bytes.set(place, Arrays.copyOfRange(text, from, from + length));
            strings[place] = new String(text, from, length, StandardCharsets.UTF_8);
        }
        return strings[place];
    }
}
