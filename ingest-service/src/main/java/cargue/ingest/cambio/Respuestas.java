package cargue.ingest.cambio;

import cargue.ingest.http.Respuesta;
import cargue.ingest.planilla.Hoja;
import cargue.ingest.planilla.Planilla;
import cargue.ingest.planilla.Renglon;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Function;

/** The one place where what was decided becomes an HTTP answer. */
final class Respuestas {

    private Respuestas() {}

    static Respuesta ok(Function<Hoja, Object> body, Hoja hoja) {
        return Respuesta.of(200, body.apply(hoja));
    }

    static Respuesta refused(Planilla planilla, Outcome.Refused refused) {
        Rechazo rechazo = refused.rechazo();
        Map<String, Object> body = new LinkedHashMap<>();
        body.put("error", rechazo.error());
        String message = rechazo.message();
        if (message != null) {
            body.put("message", message.formatted(planilla.dia() + " " + planilla.fecha()));
        }
        Renglon renglon = refused.renglon();
        if (renglon != null) {
            body.put("v", renglon.estado().v());
            body.put("d", renglon.estado().d());
            body.put("total", renglon.estado().total());
            body.put("seq", renglon.posicion().seq());
            body.put("epoca", renglon.posicion().epoca());
        }
        if (rechazo == Rechazo.YA_EXISTE_SUGERIDO) {
            body.put("productos_existentes", refused.existentes());
        }
        return Respuesta.of(rechazo.status(), body);
    }

    static Respuesta keyReused(Planilla planilla) {
        return refused(planilla, Outcome.Refused.of(Rechazo.CLAVE_REUTILIZADA));
    }

    static Respuesta unknownVendedor(String vendedorId) {
        return Respuesta.error(400, "Vendedor no válido: " + vendedorId, null);
    }
}
