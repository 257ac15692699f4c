package cargue.push.admin;

import static java.nio.charset.StandardCharsets.UTF_8;

import cargue.push.admin.Nodos.Contestacion;
import cargue.push.entrada.Entrada.Rechazo;
import cargue.push.entrada.Rechazos;
import cargue.push.stream.NotServed;
import java.util.EnumSet;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import org.springframework.http.CacheControl;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Component;

/** Makes HTTP answers of what was found out, or was not. Any thread; what takes long is not done by the stream's. */
@Component
final class Contestador {

    private static final Set<HttpStatus> PASSED =
            EnumSet.of(HttpStatus.OK, HttpStatus.BAD_REQUEST, HttpStatus.NOT_FOUND);

    private final Rechazos rechazos;

    Contestador(Rechazos rechazos) {
        this.rechazos = rechazos;
    }

    <T> CompletableFuture<ResponseEntity<byte[]>> answer(CompletableFuture<T> found, Function<T, Object> form) {
        return found.thenApplyAsync(value -> json(HttpStatus.OK, Forma.JSON.writeValueAsBytes(form.apply(value))))
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
        if (status == HttpStatus.NO_CONTENT) {
            return ResponseEntity.noContent().build();
        }
        // That it does not believe the caller, or its own name, is no answer to the caller's question.
        return status != null && PASSED.contains(status) && !answer.body().isEmpty()
                ? json(status, answer.body().getBytes(UTF_8))
                : absent("Contestó con el estado " + answer.status() + ".");
    }

    private static ResponseEntity<byte[]> json(HttpStatus status, byte[] body) {
        return ResponseEntity.status(status)
                .contentType(MediaType.APPLICATION_JSON)
                .cacheControl(CacheControl.noStore())
                .body(body);
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
        return rechazos.answer(Rechazo.noDisponible("El otro nodo: " + why));
    }
}
