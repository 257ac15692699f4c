package cargue.contract;

import java.util.Comparator;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A place in a vendedor's history, written {@code epoca:seq}. It means the same on every node and after every restart.
 * Ordered by epoca, then seq; epocas compare as unsigned 128-bit numbers, as PostgreSQL and the text form do
 * ({@link UUID#compareTo} compares signed).
 */
public record Posicion(UUID epoca, long seq) implements Comparable<Posicion> {

    private static final Pattern TEXT =
            Pattern.compile("([0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}):(0|[1-9][0-9]{0,17})");

    private static final Comparator<Posicion> ORDER = Comparator.<Posicion, UUID>comparing(
                    Posicion::epoca, Posicion::compareEpocas)
            .thenComparingLong(Posicion::seq);

    /** Unsigned order of two epocas: negative when {@code a} began earlier. */
    public static int compareEpocas(UUID a, UUID b) {
        int high = Long.compareUnsigned(a.getMostSignificantBits(), b.getMostSignificantBits());
        return high != 0 ? high : Long.compareUnsigned(a.getLeastSignificantBits(), b.getLeastSignificantBits());
    }

    /** Reads {@code epoca:seq}; empty when the text is not of that form. */
    public static Optional<Posicion> parse(String text) {
        Matcher matcher = TEXT.matcher(text);
        return matcher.matches()
                ? Optional.of(new Posicion(UUID.fromString(matcher.group(1)), Long.parseLong(matcher.group(2))))
                : Optional.empty();
    }

    @Override
    public int compareTo(Posicion other) {
        return ORDER.compare(this, other);
    }

    @Override
    public String toString() {
        return epoca + ":" + seq;
    }
}
