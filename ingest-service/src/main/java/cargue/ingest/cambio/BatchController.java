package cargue.ingest.cambio;

import cargue.ingest.http.CampoInvalido;
import cargue.ingest.http.Fallos;
import cargue.ingest.http.Json;
import cargue.ingest.http.Lector;
import cargue.ingest.http.NoPermitido;
import cargue.ingest.http.Refusals;
import cargue.ingest.http.Respuesta;
import cargue.ingest.idempotency.Clave;
import cargue.ingest.outbox.Traceparent;
import cargue.seguridad.Identidad;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DataAccessException;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.transaction.TransactionException;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;
import tools.jackson.databind.util.RawValue;

/**
 * {@code POST /api/checks/}: a phone's queue in one request. Each check is answered as its own call would have been;
 * one transaction a vendedor, in request order.
 */
@RestController
class BatchController {

    private static final int MAX_CHECKS = 500;

    private final Lector lector;
    private final Escritor escritor;
    private final CambioProperties properties;
    private final Refusals refusals;
    private final Fallos fallos;

    BatchController(Lector lector, Escritor escritor, CambioProperties properties, Refusals refusals, Fallos fallos) {
        this.lector = lector;
        this.escritor = escritor;
        this.properties = properties;
        this.refusals = refusals;
        this.fallos = fallos;
    }

    @PostMapping(path = "/api/checks", consumes = MediaType.APPLICATION_JSON_VALUE)
    ResponseEntity<byte[]> checks(
            @RequestBody(required = false) byte @Nullable [] body,
            @AuthenticationPrincipal Identidad sender,
            @RequestHeader(name = "traceparent", required = false) @Nullable String traceparent) {
        long start = System.nanoTime();
        List<ObjectNode> checks = envelope(lector.object(body));
        Respuesta[] answers = new Respuesta[checks.size()];
        byVendedor(checks, sender, Traceparent.of(traceparent), answers)
                .forEach((vendedorId, entries) -> apply(vendedorId, entries, answers, start));
        return Respuesta.of(200, resultados(checks, answers)).toEntity();
    }

    /** Only what concerns the whole: that there are 1 to 500 checks, and that each can be told from the others. */
    private List<ObjectNode> envelope(ObjectNode object) {
        JsonNode checks = object.get("checks");
        if (checks == null) {
            throw new CampoInvalido("checks", "Falta el campo checks.");
        }
        if (!(checks instanceof ArrayNode array) || array.isEmpty() || array.size() > MAX_CHECKS) {
            throw Lector.invalid("checks", "debe ser una lista de 1 a 500 checks");
        }
        List<ObjectNode> entries = new ArrayList<>();
        for (JsonNode node : array) {
            String campo = "checks[" + entries.size() + "]";
            ObjectNode entry = lector.object(campo, node);
            JsonNode id = entry.get("id");
            if (id == null || !id.isString() || !Clave.isKey(id.stringValue())) {
                throw Lector.invalid(campo + ".id", "debe tener de 1 a 100 caracteres ASCII visibles");
            }
            entries.add(entry);
        }
        return entries;
    }

    /** A check as it stands in the request: its place and what it asks for. */
    private record Entry(int index, Peticion peticion) {}

    private Map<String, List<Entry>> byVendedor(
            List<ObjectNode> checks, Identidad sender, String traceparent, Respuesta[] answers) {
        Map<String, List<Entry>> groups = new LinkedHashMap<>();
        for (int i = 0; i < checks.size(); i++) {
            try {
                Peticion peticion = peticion(checks.get(i), sender, traceparent);
                groups.computeIfAbsent(peticion.cambio().planilla().vendedorId(), id -> new ArrayList<>())
                        .add(new Entry(i, peticion));
            } catch (CampoInvalido e) {
                refusals.refused("CAMPO_INVALIDO");
                answers[i] = Respuesta.of(e);
            } catch (NoPermitido e) {
                refusals.refused("NO_PERMITIDO");
                answers[i] = Respuesta.of(e);
            }
        }
        return groups;
    }

    private Peticion peticion(ObjectNode check, Identidad sender, String traceparent) {
        if (check.has("v") == check.has("d")) {
            throw new CampoInvalido("v", "Cada check debe tener exactamente uno de v y d.");
        }
        CambioCheck cambio = CheckRequest.read(lector, check, check.has("v") ? Check.V : Check.D);
        return new Peticion(cambio, Quien.of(sender, cambio), check.get("id").stringValue(), traceparent);
    }

    /** When a vendedor's transaction fails or can no longer end in time, only its own checks are without an answer. */
    private void apply(String vendedorId, List<Entry> entries, Respuesta[] answers, long start) {
        boolean late = Duration.ofNanos(System.nanoTime() - start).compareTo(properties.lastStart()) > 0;
        List<Respuesta> group;
        try {
            group = late
                    ? all(entries, fallos.noDisponible(entries.size()))
                    : escritor.apply(
                            vendedorId, entries.stream().map(Entry::peticion).toList());
        } catch (DataAccessException | TransactionException e) {
            group = all(entries, fallos.database(e, entries.size()));
        }
        for (int i = 0; i < entries.size(); i++) {
            answers[entries.get(i).index] = group.get(i);
        }
    }

    private static List<Respuesta> all(List<Entry> entries, Respuesta same) {
        return Collections.nCopies(entries.size(), same);
    }

    private static ObjectNode resultados(List<ObjectNode> checks, Respuesta[] answers) {
        ObjectNode body = Json.MAPPER.createObjectNode();
        ArrayNode resultados = body.putArray("resultados");
        for (int i = 0; i < answers.length; i++) {
            resultados
                    .addObject()
                    .put("id", checks.get(i).get("id").stringValue())
                    .put("status", answers[i].status())
                    .putRawValue("body", new RawValue(text(answers[i])));
        }
        return body;
    }

    private static String text(Respuesta respuesta) {
        return new String(respuesta.body(), StandardCharsets.UTF_8);
    }
}
