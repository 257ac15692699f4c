package cargue.push.socket;

import cargue.contract.Posicion;
import cargue.push.viewer.Filtro;
import com.fasterxml.jackson.annotation.JsonInclude;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;

/** What the handshake's checks came to. */
sealed interface Entrada {

    /** What a viewer asks for, in order. */
    record Peticion(
            String vendedorId, Filtro filtro, @Nullable Posicion desde) implements Entrada {}

    /** An HTTP answer instead of an upgrade. */
    record Rechazo(HttpStatus status, Cuerpo cuerpo) implements Entrada {

        static Rechazo of(HttpStatus status, String error, String message) {
            return new Rechazo(status, new Cuerpo(error, null, message));
        }

        static Rechazo campo(String campo, String message) {
            return new Rechazo(HttpStatus.BAD_REQUEST, new Cuerpo("CAMPO_INVALIDO", campo, message));
        }
    }

    /** The answer's body: {@code error} is for programs, {@code message} for people. */
    record Cuerpo(
            String error,

            @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable
            String campo,

            String message) {}
}
