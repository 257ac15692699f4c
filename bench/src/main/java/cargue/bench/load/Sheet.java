package cargue.bench.load;

import java.util.concurrent.atomic.AtomicLongArray;

/**
 * A vendedor's sheet and its checks, by their numbers: one after the other, from the first after the sheet was filled.
 * The n-th check ticks or unticks the rows in turn. One thread sends; any may ask.
 */
public final class Sheet {

    /** Rows. */
    public static final int PRODUCTS = 36;

    /** What the sheets of a bench are of. */
    public static final String DIA = "LUNES";

    private final String vendedor;
    private volatile long sent = PRODUCTS;
    private volatile Window window = new Window(PRODUCTS, new AtomicLongArray(0));

    /** A vendedor whose sheet has just been filled. */
    public Sheet(String vendedor) {
        this.vendedor = vendedor;
    }

    /** The checks after number {@code before}, with the moments at which they were due. */
    private record Window(long before, AtomicLongArray due) {}

    public String vendedor() {
        return vendedor;
    }

    /** The number of the last check that was sent; the fill's when none was. */
    public long sent() {
        return sent;
    }

    /** From now on so many checks, at most, are measured. */
    public void begin(int checks) {
        window = new Window(sent, new AtomicLongArray(checks));
    }

    /** The next check, which was to be sent at a moment of {@link System#nanoTime}. */
    public Check next(long due) {
        long number = sent + 1;
        Window current = window;
        int place = (int) (number - current.before() - 1);
        if (place < current.due().length()) {
            current.due().set(place, due);
        }
        sent = number;
        return check(number);
    }

    /** When a check of the window was due; 0: it is of another window. */
    public long due(long number) {
        Window current = window;
        long place = number - current.before() - 1;
        return place < 0 || place >= current.due().length() ? 0 : current.due().get((int) place);
    }

    private Check check(long number) {
        long turn = number - PRODUCTS - 1;
        int product = (int) (turn % PRODUCTS);
        return new Check(vendedor, number, product(product), turn / PRODUCTS % 2 == 0);
    }

    /** The name of a row's product. */
    public static String product(int row) {
        return "AREPA " + row;
    }

    /** A check. */
    public record Check(String vendedor, long number, String producto, boolean tick) {}
}
