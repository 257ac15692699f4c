package cargue.ingest.rechazo;

import cargue.contract.Dia;
import cargue.contract.Rol;
import java.time.Instant;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/**
 * A change that was refused under its vendedor's lock.
 *
 * @param producto as its sheet spells it, else as it was sent; null when the call names several
 * @param codigo why
 * @param actor who asked for it
 * @param origen through what app
 * @param marcadoEn when the person tapped, by the phone's clock; null when not known
 */
public record Rechazado(
        String vendedorId,
        Dia dia,
        LocalDate fecha,
        @Nullable String producto,
        String codigo,
        String actor,
        Rol rol,
        String origen,
        @Nullable Instant marcadoEn) {}
