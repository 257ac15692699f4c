package cargue.push.entrada;

import cargue.push.viewer.Peticion;
import com.fasterxml.jackson.annotation.JsonInclude;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;

/** What a request's checks came to. */
public sealed interface Entrada {

    /** The request is in order. */
    record Aceptada(Peticion peticion) implements Entrada {}

    /** The answer that refuses it. */
    record Rechazo(HttpStatus status, Cuerpo cuerpo) implements Entrada {

        /**
         * A refusal.
         *
         * @param error for programs
         * @param message for people, in Spanish
         */
        public static Rechazo of(HttpStatus status, String error, String message) {
            return new Rechazo(status, new Cuerpo(error, null, message));
        }

        /** A part of the request is not of its form. */
        public static Rechazo campo(String campo, String message) {
            return new Rechazo(HttpStatus.BAD_REQUEST, new Cuerpo("CAMPO_INVALIDO", campo, message));
        }

        /** The sender may not see that vendedor. */
        public static Rechazo noPermitido() {
            return of(HttpStatus.FORBIDDEN, "NO_PERMITIDO", "Tu usuario no tiene permiso para ver ese vendedor.");
        }

        /** The node cannot serve now; to be asked again a second later. */
        public static Rechazo noDisponible(String message) {
            return of(HttpStatus.SERVICE_UNAVAILABLE, "NO_DISPONIBLE", message);
        }
    }

    /** The answer's body: {@code error} is for programs, {@code message} for people. */
    record Cuerpo(
            String error,

            @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable
            String campo,

            String message) {}
}
