package cargue.seguridad;

/** With what is set, here or where it leads, the service must not start; the message says in one line what would be right. */
public final class SettingsInvalid extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /** @param message for those who start the service */
    public SettingsInvalid(String message) {
        super(message);
    }
}
