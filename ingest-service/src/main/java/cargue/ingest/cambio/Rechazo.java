package cargue.ingest.cambio;

import org.jspecify.annotations.Nullable;

/**
 * Why a change is refused. {@code error} is for programs, the message for people; the texts of the first three are
 * what the apps in the field show.
 */
enum Rechazo {
    PRODUCTO_NO_ENCONTRADO(404, "Producto no encontrado en cargue", null, true),
    CHECK_D_REQUERIDO(
            400,
            "CHECK_D_REQUERIDO",
            "No puedes marcar el check de Vendedor hasta que el Despachador lo haya marcado en el CRM.",
            true),
    SIN_CANTIDAD(400, "SIN_CANTIDAD", "No puedes marcar el check sin cantidad de producto.", true),
    CAMBIO_CONCURRENTE(
            409,
            "CAMBIO_CONCURRENTE",
            "El renglón cambió después de lo que viste. Revisa cómo está ahora y decide de nuevo.",
            true),
    YA_EXISTE_SUGERIDO(409, "YA_EXISTE_SUGERIDO", "Ya existe un sugerido para %s. No se puede enviar otro.", true),
    FECHA_FUERA_DE_RANGO(
            400,
            "FECHA_FUERA_DE_RANGO",
            "Solo se agregan productos a planillas desde 7 días antes hasta 21 días después de hoy.",
            false),
    DEMASIADAS_PLANILLAS(
            400, "DEMASIADAS_PLANILLAS", "El vendedor ya tiene 60 planillas de hoy en adelante; no caben más.", false),
    DEMASIADOS_PRODUCTOS(400, "DEMASIADOS_PRODUCTOS", "La planilla no puede tener más de 500 productos.", false),
    CLAVE_REUTILIZADA(
            422,
            "CLAVE_REUTILIZADA",
            "La clave Idempotency-Key ya se usó con otros valores. Usa una clave nueva.",
            false);

    private final int status;
    private final String error;
    private final @Nullable String message;
    private final boolean stored;

    Rechazo(int status, String error, @Nullable String message, boolean stored) {
        this.status = status;
        this.error = error;
        this.message = message;
        this.stored = stored;
    }

    int status() {
        return status;
    }

    String error() {
        return error;
    }

    @Nullable
    String message() {
        return message;
    }

    /** Whether the refusal is repeated for the same idempotency key; only what the row's state decided is. */
    boolean stored() {
        return stored;
    }
}
