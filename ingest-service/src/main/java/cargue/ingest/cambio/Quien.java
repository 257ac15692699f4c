package cargue.ingest.cambio;

import cargue.contract.Rol;
import cargue.ingest.http.NoPermitido;
import cargue.seguridad.Identidad;

/**
 * Who asks for a change, as it goes into the event: from the sender's token, never from the body.
 *
 * @param sub scope of idempotency keys
 * @param actor goes into the event
 * @param origen through what app
 */
record Quien(String sub, String actor, Rol rol, String origen) {

    /**
     * The sender of a change.
     *
     * @throws NoPermitido when the sender may not make it
     */
    static Quien of(Identidad sender, Cambio cambio) {
        String vendedorId = cambio.planilla().vendedorId();
        NoPermitido.unless(sender, cambio.permiso(), vendedorId);
        Identidad identidad = sender.en(vendedorId);
        return new Quien(identidad.sub(), identidad.sub(), identidad.rol(), identidad.origen());
    }
}
