package cargue.push.admin;

import cargue.push.PushSettings;
import cargue.push.admin.Nodos.Contestacion;
import cargue.push.stream.Inspeccion;
import cargue.push.stream.NotServed;
import cargue.push.stream.Phase;
import cargue.push.stream.Vista;
import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.security.oauth2.server.resource.web.BearerTokenResolver;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** How this node stands, and all that the settings name; for the role admin alone. */
@RestController
final class NodosController {

    private static final String NODO = "/api/admin/nodo/";

    /** Megabytes of a node's answer, with as many vendedores as it tells of. */
    private static final int LONGEST = 2;

    private static final Vista.Nodo NOTHING = new Vista.Nodo(0, null, List.of(), List.of());

    private final Inspeccion inspeccion;
    private final Nodos nodos;
    private final AdminSettings admin;
    private final Contestador contestador;
    private final PushSettings settings;
    private final BearerTokenResolver tokens;

    NodosController(
            Inspeccion inspeccion,
            Nodos nodos,
            AdminSettings admin,
            Contestador contestador,
            PushSettings settings,
            BearerTokenResolver tokens) {
        this.inspeccion = inspeccion;
        this.nodos = nodos;
        this.admin = admin;
        this.contestador = contestador;
        this.settings = settings;
        this.tokens = tokens;
    }

    @GetMapping({"/api/admin/nodo", NODO})
    CompletableFuture<ResponseEntity<byte[]>> nodo() {
        return contestador.answer(own(), nodo -> nodo);
    }

    /** All nodes at once, each by itself in the caller's name; without a list, this one. */
    @GetMapping({"/api/admin/nodos", "/api/admin/nodos/"})
    CompletableFuture<ResponseEntity<byte[]>> nodos(HttpServletRequest request) {
        if (nodos.urls().isEmpty()) {
            return contestador.answer(own(), nodo -> list(List.of(entry(null, Forma.JSON.valueToTree(nodo)))));
        }
        String token = String.valueOf(tokens.resolve(request));
        List<CompletableFuture<ObjectNode>> asked =
                nodos.urls().stream().map(url -> ask(url, token)).toList();
        CompletableFuture<Void> all = CompletableFuture.allOf(asked.toArray(CompletableFuture[]::new));
        return contestador.answer(
                all, done -> list(asked.stream().map(CompletableFuture::join).toList()));
    }

    /** A node that serves nobody still says where it stands. */
    private CompletableFuture<Forma.Nodo> own() {
        if (inspeccion.phase() != Phase.LIVE) {
            return CompletableFuture.completedFuture(form(NOTHING)); // its thread may be waiting for Kafka
        }
        return inspeccion
                .nodo()
                .orTimeout(settings.kafkaTimeout().toMillis(), TimeUnit.MILLISECONDS)
                .thenApplyAsync(this::form)
                .exceptionally(failure -> {
                    Throwable cause = failure instanceof CompletionException ? failure.getCause() : failure;
                    if (cause instanceof NotServed && inspeccion.phase() != Phase.LIVE) {
                        return form(NOTHING);
                    }
                    throw new CompletionException(cause);
                });
    }

    private Forma.Nodo form(Vista.Nodo vista) {
        return Forma.Nodo.of(admin.nombre(), inspeccion.phase(), inspeccion.detail(), inspeccion.desde(), vista);
    }

    private CompletableFuture<ObjectNode> ask(String url, String token) {
        return nodos.ask(url, "GET", NODO, token, Nodos.BOUND, LONGEST)
                .thenApply(answer -> entry(url, answer))
                .exceptionally(failure -> {
                    Throwable cause = failure.getCause() == null ? failure : failure.getCause();
                    return error(url, String.valueOf(cause.getMessage()));
                });
    }

    private static ObjectNode entry(String url, Contestacion answer) {
        if (answer.status() == HttpStatus.OK.value() && !answer.body().isEmpty()) {
            JsonNode body = Forma.JSON.readTree(answer.body());
            if (body.has("nodo")) {
                return entry(url, body);
            }
        }
        return error(url, "Contestó con el estado " + answer.status() + ".");
    }

    /** @param url null: this node, which has no other name */
    private static ObjectNode entry(@Nullable String url, JsonNode respuesta) {
        ObjectNode entry = Forma.JSON.createObjectNode();
        entry.put("url", url);
        entry.set("respuesta", respuesta);
        return entry;
    }

    private static ObjectNode error(String url, String message) {
        return Forma.JSON.createObjectNode().put("url", url).put("error", message);
    }

    private static ObjectNode list(List<ObjectNode> entries) {
        ObjectNode body = Forma.JSON.createObjectNode();
        ArrayNode array = body.putArray("nodos");
        array.addAll(entries);
        return body;
    }
}
