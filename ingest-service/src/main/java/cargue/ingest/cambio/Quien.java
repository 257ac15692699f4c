package cargue.ingest.cambio;

import cargue.contract.Rol;

/**
 * Who asks for a change. The one place where a call's sender is named; authentication will fill it from the token.
 *
 * @param sub scope of idempotency keys
 * @param actor goes into the event
 * @param origen through what app
 */
record Quien(String sub, String actor, Rol rol, String origen) {

    /** Without tokens, the call tells: only sellers set v and send the sugerido, and only on their own sheet. */
    static Quien of(Cambio cambio) {
        String vendedorId = cambio.planilla().vendedorId();
        return switch (cambio.causa()) {
            case CHECK_V, SUGERIDO -> new Quien(vendedorId, vendedorId, Rol.VENDEDOR, "app");
            case CHECK_D, CORRECCION, RESTAURACION -> new Quien(vendedorId, "despachador", Rol.DESPACHADOR, "crm");
        };
    }
}
