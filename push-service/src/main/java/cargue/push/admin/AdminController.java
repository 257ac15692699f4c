package cargue.push.admin;

import cargue.contract.Posicion;
import cargue.push.PushSettings;
import cargue.push.admin.Nodos.Contestacion;
import cargue.push.entrada.Entrada.Rechazo;
import cargue.push.entrada.Puerta;
import cargue.push.stream.Inspeccion;
import jakarta.servlet.http.HttpServletRequest;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.security.oauth2.server.resource.web.BearerTokenResolver;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** A node's viewers and vendedores, for the role admin alone; with {@code nodo} those of another node, which is asked. */
@RestController
final class AdminController {

    private static final int MOST_VIEWERS = 1_000;

    /** Megabytes of an answer: a list of viewers, and a vendedor with all its sheets. */
    private static final int SHORT = 1;

    private static final int LONG = 16;

    private static final String VIEWERS = "/api/admin/viewers/";
    private static final String VENDEDOR = "/api/admin/vendedor/";

    private final Inspeccion inspeccion;
    private final Nodos nodos;
    private final Contestador contestador;
    private final PushSettings settings;
    private final BearerTokenResolver tokens;
    private final Numeros numeros = new Numeros();

    AdminController(
            Inspeccion inspeccion,
            Nodos nodos,
            Contestador contestador,
            PushSettings settings,
            BearerTokenResolver tokens) {
        this.inspeccion = inspeccion;
        this.nodos = nodos;
        this.contestador = contestador;
        this.settings = settings;
        this.tokens = tokens;
    }

    @GetMapping({"/api/admin/viewers", VIEWERS})
    CompletableFuture<ResponseEntity<byte[]>> viewers(
            @RequestParam(name = Puerta.VENDEDOR_ID, required = false) @Nullable String vendedorId,
            @RequestParam(required = false) @Nullable String nodo,
            HttpServletRequest request) {
        Optional<Rechazo> wrong = Parametros.vendedorId(vendedorId).or(() -> Parametros.nodo(nodo, nodos.urls()));
        if (wrong.isPresent()) {
            return contestador.refused(wrong.get());
        }
        if (nodo != null) {
            String query = vendedorId == null ? "" : "?vendedor_id=" + vendedorId;
            return contestador.pass(ask(nodo, "GET", VIEWERS + query, request, Nodos.BOUND, SHORT));
        }
        return contestador.answer(
                bounded(inspeccion.viewers(vendedorId, MOST_VIEWERS), settings.kafkaTimeout()),
                found -> found.stream()
                        .map(viewer -> Forma.Viewer.of(numeros.text(viewer.id()), viewer))
                        .toList());
    }

    /** Sends a viewer away, which may come back at once and starts anew. */
    @DeleteMapping({VIEWERS + "{id}", VIEWERS + "{id}/"})
    CompletableFuture<ResponseEntity<byte[]>> kick(
            @PathVariable String id,
            @RequestParam(required = false) @Nullable String nodo,
            HttpServletRequest request) {
        Optional<Rechazo> wrong = Parametros.nodo(nodo, nodos.urls());
        if (wrong.isPresent()) {
            return contestador.refused(wrong.get());
        }
        if (nodo != null && Numeros.isNumber(id)) {
            return contestador.pass(ask(nodo, "DELETE", VIEWERS + id + "/", request, Nodos.BOUND, SHORT));
        }
        OptionalLong number = numeros.parse(id);
        if (number.isEmpty()) {
            return contestador.refused(gone());
        }
        return contestador.kicked(bounded(inspeccion.kick(number.getAsLong()), settings.kafkaTimeout()), gone());
    }

    private static Rechazo gone() {
        return Rechazo.of(HttpStatus.NOT_FOUND, "NO_ENCONTRADO", "Esa conexión ya no está.");
    }

    /** All that the node keeps of a vendedor, once it has reached a position if one is given. */
    @GetMapping({VENDEDOR + "{" + Puerta.VENDEDOR_ID + "}", VENDEDOR + "{" + Puerta.VENDEDOR_ID + "}/"})
    CompletableFuture<ResponseEntity<byte[]>> vendedor(
            @PathVariable(Puerta.VENDEDOR_ID) String vendedorId,
            @RequestParam(required = false) @Nullable String hasta,
            @RequestParam(required = false) @Nullable String nodo,
            HttpServletRequest request) {
        Optional<Rechazo> wrong = Parametros.vendedorId(vendedorId)
                .or(() -> Parametros.posicion(hasta))
                .or(() -> Parametros.nodo(nodo, nodos.urls()));
        if (wrong.isPresent()) {
            return contestador.refused(wrong.get());
        }
        Duration bound = settings.positionWait().plus(settings.kafkaTimeout());
        if (nodo != null) {
            String path = VENDEDOR + vendedorId + "/" + (hasta == null ? "" : "?hasta=" + hasta);
            return contestador.pass(ask(nodo, "GET", path, request, bound.plus(Nodos.BOUND), LONG));
        }
        Posicion position = hasta == null ? null : Posicion.parse(hasta).orElseThrow();
        return contestador.answer(bounded(inspeccion.vendedor(vendedorId, position), bound), Forma.Vendedor::of);
    }

    /** In the caller's own name, whose token the security filters have found good. */
    private CompletableFuture<Contestacion> ask(
            String nodo, String method, String path, HttpServletRequest request, Duration bound, int longest) {
        return nodos.ask(nodo, method, path, String.valueOf(tokens.resolve(request)), bound, longest);
    }

    private static <T> CompletableFuture<T> bounded(CompletableFuture<T> answer, Duration bound) {
        return answer.orTimeout(bound.toMillis(), TimeUnit.MILLISECONDS);
    }
}
