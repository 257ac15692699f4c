package cargue.push.admin;

/** A node could not be asked; the message says why, for people. */
final class Ausente extends RuntimeException {

    private static final long serialVersionUID = 1L;

    Ausente(String message) {
        super(message, null, false, false);
    }
}
