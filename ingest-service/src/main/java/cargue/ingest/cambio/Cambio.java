package cargue.ingest.cambio;

import cargue.contract.Causa;
import cargue.ingest.idempotency.Huella;
import cargue.ingest.planilla.Abiertas.Pedido;
import cargue.ingest.planilla.Hoja;
import cargue.ingest.planilla.Planilla;
import cargue.seguridad.Permiso;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What a call asks for, of one sheet, with the rules that decide it. Immutable; knows nothing of HTTP. */
sealed interface Cambio permits CambioCheck, CambioCantidades, CambioCantidad, CambioSugerido {

    Planilla planilla();

    /** The call's name, which scopes idempotency keys. */
    String call();

    Causa causa();

    /** What the sender must be allowed. */
    Permiso permiso();

    /** Of all values that the request carried. */
    Huella huella();

    /** The row that it is about, if that is one only; it is read together with the lock. */
    Optional<Pedido> pedido();

    /** Decides, under the vendedor's lock, without changing anything. */
    Outcome decide(Hoja hoja, Momento momento);

    /** When the person tapped, by the phone's clock. */
    default @Nullable Instant marcadoEn() {
        return null;
    }
}
