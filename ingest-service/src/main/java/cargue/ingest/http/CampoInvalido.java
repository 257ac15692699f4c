package cargue.ingest.http;

/** A field of the request is missing or wrong. Answered with 400 {@code CAMPO_INVALIDO}. */
public final class CampoInvalido extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final String campo;

    /**
     * Names the field and what would be right.
     *
     * @param campo the field as the request spells it, {@code cuerpo} for the body as a whole
     * @param message for people, in Spanish
     */
    public CampoInvalido(String campo, String message) {
        super(message);
        this.campo = campo;
    }

    /** The field as the request spells it. */
    public String campo() {
        return campo;
    }
}
