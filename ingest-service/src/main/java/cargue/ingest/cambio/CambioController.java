package cargue.ingest.cambio;

import cargue.ingest.http.Lector;
import cargue.ingest.http.Respuesta;
import cargue.ingest.idempotency.Clave;
import cargue.ingest.outbox.Traceparent;
import cargue.seguridad.Identidad;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.node.ObjectNode;

/** The calls that change one sheet. */
@RestController
class CambioController {

    private static final String KEY = "Idempotency-Key";
    private static final String TRACEPARENT = "traceparent";
    private static final String JSON = MediaType.APPLICATION_JSON_VALUE;

    private final Lector lector;
    private final Escritor escritor;

    CambioController(Lector lector, Escritor escritor) {
        this.lector = lector;
        this.escritor = escritor;
    }

    @PostMapping(path = "/api/actualizar-check-vendedor", consumes = JSON)
    ResponseEntity<byte[]> checkVendedor(
            @RequestBody(required = false) byte @Nullable [] body,
            @AuthenticationPrincipal Identidad sender,
            @RequestHeader(name = KEY, required = false) @Nullable String key,
            @RequestHeader(name = TRACEPARENT, required = false) @Nullable String traceparent) {
        CambioCheck cambio = CheckRequest.read(lector, lector.object(body), Check.V);
        return apply(cambio, sender, key, traceparent);
    }

    @PostMapping(path = "/api/actualizar-check-despachador", consumes = JSON)
    ResponseEntity<byte[]> checkDespachador(
            @RequestBody(required = false) byte @Nullable [] body,
            @AuthenticationPrincipal Identidad sender,
            @RequestHeader(name = KEY, required = false) @Nullable String key,
            @RequestHeader(name = TRACEPARENT, required = false) @Nullable String traceparent) {
        CambioCheck cambio = CheckRequest.read(lector, lector.object(body), Check.D);
        return apply(cambio, sender, key, traceparent);
    }

    @PostMapping(path = "/api/actualizar-renglon", consumes = JSON)
    ResponseEntity<byte[]> renglon(
            @RequestBody(required = false) byte @Nullable [] body,
            @AuthenticationPrincipal Identidad sender,
            @RequestHeader(name = KEY, required = false) @Nullable String key,
            @RequestHeader(name = TRACEPARENT, required = false) @Nullable String traceparent) {
        ObjectNode object = lector.object(body);
        CambioCantidades cambio = lector.read(object, RenglonRequest.class).toCambio(lector.flag(object, "crear"));
        return apply(cambio, sender, key, traceparent);
    }

    @PostMapping(path = "/api/guardar-sugerido", consumes = JSON)
    ResponseEntity<byte[]> sugerido(
            @RequestBody(required = false) byte @Nullable [] body,
            @AuthenticationPrincipal Identidad sender,
            @RequestHeader(name = KEY, required = false) @Nullable String key,
            @RequestHeader(name = TRACEPARENT, required = false) @Nullable String traceparent) {
        CambioSugerido cambio =
                lector.read(lector.object(body), SugeridoRequest.class).toCambio();
        return apply(cambio, sender, key, traceparent);
    }

    @PostMapping(path = "/api/cargue-corregir-cantidad", consumes = JSON)
    ResponseEntity<byte[]> cantidad(
            @RequestBody(required = false) byte @Nullable [] body,
            @AuthenticationPrincipal Identidad sender,
            @RequestHeader(name = KEY, required = false) @Nullable String key,
            @RequestHeader(name = TRACEPARENT, required = false) @Nullable String traceparent) {
        CambioCantidad cambio =
                lector.read(lector.object(body), CantidadRequest.class).toCambio();
        return apply(cambio, sender, key, traceparent);
    }

    private ResponseEntity<byte[]> apply(
            Cambio cambio, Identidad sender, @Nullable String key, @Nullable String traceparent) {
        if (key != null && !Clave.isKey(key)) {
            throw Lector.invalid(KEY, "debe tener de 1 a 100 caracteres ASCII visibles");
        }
        Peticion peticion = new Peticion(cambio, Quien.of(sender, cambio), key, Traceparent.of(traceparent));
        List<Respuesta> answers = escritor.apply(cambio.planilla().vendedorId(), List.of(peticion));
        return answers.get(0).toEntity();
    }
}
