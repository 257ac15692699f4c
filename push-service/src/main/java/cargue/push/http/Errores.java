package cargue.push.http;

import cargue.push.entrada.Entrada.Rechazo;
import cargue.push.entrada.Rechazos;
import jakarta.servlet.RequestDispatcher;
import jakarta.servlet.http.HttpServletRequest;
import org.springframework.boot.webmvc.error.ErrorController;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** Answers what no call has answered: an address or a method that is none, and faults. Quotes nothing of the request. */
@RestController
final class Errores implements ErrorController {

    private final Rechazos rechazos;

    Errores(Rechazos rechazos) {
        this.rechazos = rechazos;
    }

    /** The refusal that an HTTP status stands for. */
    static Rechazo of(int code) {
        HttpStatus status = HttpStatus.resolve(code);
        if (status == null || status.is5xxServerError()) {
            return Rechazo.of(
                    status == null ? HttpStatus.INTERNAL_SERVER_ERROR : status,
                    "ERROR_INTERNO",
                    "Ocurrió un error inesperado. Intenta de nuevo.");
        }
        return switch (status) {
            case NOT_FOUND -> Rechazo.of(status, "NO_ENCONTRADO", "Esta dirección no existe.");
            case METHOD_NOT_ALLOWED ->
                Rechazo.of(status, "METODO_NO_PERMITIDO", "Esta dirección no acepta ese método.");
            case NOT_ACCEPTABLE -> Rechazo.of(status, "TIPO_NO_ACEPTADO", "Accept debe admitir application/json.");
            default ->
                Rechazo.of(
                        status, "PETICION_RECHAZADA", "La dirección o los encabezados de la petición no son válidos.");
        };
    }

    @RequestMapping("/error")
    ResponseEntity<byte[]> error(HttpServletRequest request) {
        return rechazos.answer(
                of(request.getAttribute(RequestDispatcher.ERROR_STATUS_CODE) instanceof Integer code ? code : 404));
    }
}
