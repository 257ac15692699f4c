package cargue.push.http;

import cargue.contract.Posicion;
import cargue.push.entrada.Entrada;
import cargue.push.entrada.Entrada.Aceptada;
import cargue.push.entrada.Entrada.Rechazo;
import cargue.push.entrada.Puerta;
import cargue.push.entrada.Rechazos;
import cargue.push.stream.NotServed;
import cargue.push.stream.Planilla;
import cargue.push.stream.PushStream;
import cargue.push.viewer.Peticion;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.jspecify.annotations.Nullable;
import org.springframework.http.CacheControl;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/** The rows of a vendedor's sheets as they are now, from this node's memory. */
@RestController
final class PlanillaController {

    private static final String ANY = "*";

    private final PushStream stream;
    private final Puerta puerta;
    private final Rechazos rechazos;

    PlanillaController(PushStream stream, Puerta puerta, Rechazos rechazos) {
        this.stream = stream;
        this.puerta = puerta;
        this.rechazos = rechazos;
    }

    @GetMapping({"/api/planilla/{" + Puerta.VENDEDOR_ID + "}", "/api/planilla/{" + Puerta.VENDEDOR_ID + "}/"})
    CompletableFuture<ResponseEntity<byte[]>> planilla(HttpServletRequest request) {
        String header = request.getHeader(HttpHeaders.IF_NONE_MATCH);
        boolean any = header != null && header.strip().equals(ANY);
        Optional<List<String>> tags = header == null || any ? Optional.of(List.of()) : Etag.parse(header);
        Entrada entrada = puerta.read(request, tags.isPresent() ? newest(tags.get()) : header);
        if (entrada instanceof Rechazo rechazo) {
            return CompletableFuture.completedFuture(rechazos.answer(rechazo));
        }
        Optional<Rechazo> notReady = puerta.notReady();
        if (notReady.isPresent()) {
            return CompletableFuture.completedFuture(rechazos.answer(notReady.get()));
        }
        Peticion peticion = ((Aceptada) entrada).peticion();
        List<String> known = tags.orElse(List.of());
        return stream.planilla(peticion, posicion -> any || known.contains(etag(posicion, peticion)))
                .thenApplyAsync(planilla -> answer(planilla, peticion)) // the body is not the stream's work
                .exceptionally(this::notServed);
    }

    /** What the client has of latest; text that is no position is refused with the rest of the request. */
    private static @Nullable String newest(List<String> tags) {
        for (String tag : tags) {
            if (Etag.position(tag).isEmpty()) {
                return tag;
            }
        }
        return tags.stream()
                .flatMap(tag -> Etag.position(tag).stream())
                .max(Comparator.naturalOrder())
                .map(Posicion::toString)
                .orElse(null);
    }

    private static String etag(Posicion posicion, Peticion peticion) {
        return Etag.of(posicion, peticion.filtro().desde());
    }

    private static ResponseEntity<byte[]> answer(Planilla planilla, Peticion peticion) {
        ResponseEntity.BodyBuilder answer = ResponseEntity.status(
                        planilla.unchanged() ? HttpStatus.NOT_MODIFIED : HttpStatus.OK)
                .cacheControl(CacheControl.noCache());
        Posicion posicion = planilla.posicion();
        if (posicion != null) {
            answer.eTag("\"" + etag(posicion, peticion) + "\"");
        }
        return planilla.unchanged()
                ? answer.build()
                : answer.contentType(MediaType.APPLICATION_JSON)
                        .body(planilla.json().toBytes());
    }

    private ResponseEntity<byte[]> notServed(Throwable failure) {
        Throwable cause =
                failure instanceof CompletionException && failure.getCause() != null ? failure.getCause() : failure;
        if (cause instanceof NotServed) {
            return rechazos.answer(Rechazo.noDisponible("El servicio aún no tiene esos datos. Intenta de nuevo."));
        }
        throw new CompletionException(cause);
    }
}
