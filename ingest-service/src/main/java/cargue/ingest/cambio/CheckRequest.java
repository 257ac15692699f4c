package cargue.ingest.cambio;

import cargue.contract.Dia;
import cargue.ingest.http.Lector;
import cargue.ingest.http.VendedorId;
import cargue.ingest.planilla.Planilla;
import cargue.ingest.planilla.Producto;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.PositiveOrZero;
import java.time.Instant;
import java.time.LocalDate;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/** The body of both check calls, and of a check in a batch, without the check's value. */
record CheckRequest(
        @NotNull @VendedorId String vendedorId,
        @NotNull Dia dia,
        @NotNull LocalDate fecha,
        @NotNull Producto producto,

        @PositiveOrZero(message = "debe ser 0 o más") @Nullable
        Long seqVisto,

        @Nullable UUID epoca,
        @Nullable Instant marcadoEn) {

    static CambioCheck read(Lector lector, ObjectNode object, Check check) {
        CheckRequest request = lector.read(object, CheckRequest.class);
        boolean value = lector.flag(object, check.campo());
        return new CambioCheck(
                new Planilla(request.vendedorId, request.dia, request.fecha),
                request.producto,
                check,
                value,
                request.seqVisto,
                request.epoca,
                request.marcadoEn);
    }
}
