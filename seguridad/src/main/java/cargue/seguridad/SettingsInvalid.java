package cargue.seguridad;

/** A setting with which the service must not start; the message says in one line what would be right. */
public final class SettingsInvalid extends RuntimeException {

    private static final long serialVersionUID = 1L;

    SettingsInvalid(String message) {
        super(message);
    }
}
