package cargue.push.admin;

import cargue.push.admin.Nodos.Contestacion;
import cargue.push.entrada.Entrada.Rechazo;
import cargue.push.entrada.Rechazos;
import cargue.push.stream.NotServed;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import org.springframework.http.CacheControl;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Component;
import tools.jackson.databind.JsonNode;

/** Makes HTTP answers of what was found out, or was not. Any thread; what takes long is not done by the stream's. */
@Component
final class Contestador {

    private final Rechazos rechazos;

    Contestador(Rechazos rechazos) {
        this.rechazos = rechazos;
    }

    <T> CompletableFuture<ResponseEntity<byte[]>> answer(CompletableFuture<T> found, Function<T, Object> form) {
        return found.thenApplyAsync(value -> json(HttpStatus.OK, form.apply(value)))
                .exceptionally(this::failed);
    }

    /** @param gone what is answered when there was nothing to be sent away */
    CompletableFuture<ResponseEntity<byte[]>> kicked(CompletableFuture<Boolean> kicked, Rechazo gone) {
        return kicked.thenApplyAsync(
                        there -> there ? ResponseEntity.noContent().<byte[]>build() : rechazos.answer(gone))
                .exceptionally(this::failed);
    }

    CompletableFuture<ResponseEntity<byte[]>> refused(Rechazo rechazo) {
        return CompletableFuture.completedFuture(rechazos.answer(rechazo));
    }

    /** Passes on what another node answered. */
    CompletableFuture<ResponseEntity<byte[]>> pass(CompletableFuture<Contestacion> answer) {
        return answer.thenApplyAsync(this::passed).exceptionally(this::failed);
    }

    private ResponseEntity<byte[]> passed(Contestacion answer) {
        HttpStatus status = HttpStatus.resolve(answer.status());
        JsonNode body = answer.body();
        if (status == HttpStatus.NO_CONTENT) {
            return ResponseEntity.noContent().build();
        }
        boolean known = status != null && (status == HttpStatus.OK || status.is4xxClientError());
        return status == null || !known || body == null
                ? absent("Contestó con el estado " + answer.status() + ".")
                : json(status, body);
    }

    private static ResponseEntity<byte[]> json(HttpStatus status, Object body) {
        return ResponseEntity.status(status)
                .contentType(MediaType.APPLICATION_JSON)
                .cacheControl(CacheControl.noStore())
                .body(Forma.JSON.writeValueAsBytes(body));
    }

    private ResponseEntity<byte[]> failed(Throwable failure) {
        Throwable cause =
                failure instanceof CompletionException && failure.getCause() != null ? failure.getCause() : failure;
        if (cause instanceof Ausente absence) {
            return absent(String.valueOf(absence.getMessage()));
        }
        if (cause instanceof NotServed || cause instanceof TimeoutException) {
            return rechazos.answer(Rechazo.noDisponible("El nodo no puede contestar ahora. Intenta de nuevo."));
        }
        throw new CompletionException(cause);
    }

    private ResponseEntity<byte[]> absent(String why) {
        return rechazos.answer(Rechazo.noDisponible("El otro nodo no contestó. " + why));
    }
}
