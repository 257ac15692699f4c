package cargue.push.stream;

/** The node cannot answer now: it has not caught up, is full or stops. To be asked again a second later. */
public final class NotServed extends RuntimeException {

    private static final long serialVersionUID = 1L;

    NotServed() {
        super("not served now", null, false, false);
    }
}
