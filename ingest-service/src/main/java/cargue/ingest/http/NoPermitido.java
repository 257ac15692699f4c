package cargue.ingest.http;

import cargue.seguridad.Identidad;
import cargue.seguridad.Permiso;

/** The sender's role, or whose sheets it may touch, does not allow the call. Answered with 403 {@code NO_PERMITIDO}. */
public final class NoPermitido extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private NoPermitido() {
        super("Tu usuario no tiene permiso para esto.", null, false, false); // an answer, of which no trace is needed
    }

    /**
     * Checks what a call needs.
     *
     * @throws NoPermitido when the sender may not do that with that vendedor
     */
    public static void unless(Identidad sender, Permiso permiso, String vendedorId) {
        if (!sender.en(vendedorId).puede(permiso, vendedorId)) {
            throw new NoPermitido();
        }
    }

    /**
     * Checks what a call needs that is no business of one vendedor.
     *
     * @throws NoPermitido when the sender may not do it
     */
    public static void unless(Identidad sender, Permiso permiso) {
        if (!sender.puede(permiso)) {
            throw new NoPermitido();
        }
    }
}
