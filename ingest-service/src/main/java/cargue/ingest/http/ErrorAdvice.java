package cargue.ingest.http;

import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import org.springframework.http.ResponseEntity;
import org.springframework.security.web.firewall.RequestRejectedException;
import org.springframework.transaction.TransactionException;
import org.springframework.web.HttpMediaTypeNotAcceptableException;
import org.springframework.web.HttpMediaTypeNotSupportedException;
import org.springframework.web.HttpRequestMethodNotSupportedException;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RestControllerAdvice;
import org.springframework.web.servlet.NoHandlerFoundException;

/** Turns what a call throws into its answer. */
@RestControllerAdvice
class ErrorAdvice {

    private static final Logger log = LoggerFactory.getLogger(ErrorAdvice.class);

    private final Refusals refusals;
    private final Fallos fallos;

    ErrorAdvice(Refusals refusals, Fallos fallos) {
        this.refusals = refusals;
        this.fallos = fallos;
    }

    @ExceptionHandler
    ResponseEntity<byte[]> on(CampoInvalido e) {
        refusals.refused("CAMPO_INVALIDO");
        return Respuesta.of(e).toEntity();
    }

    @ExceptionHandler
    ResponseEntity<byte[]> on(NoPermitido e) {
        refusals.refused("NO_PERMITIDO");
        return Respuesta.of(e).toEntity();
    }

    @ExceptionHandler
    ResponseEntity<byte[]> on(HttpMediaTypeNotSupportedException e) {
        return refuse(415, "TIPO_NO_SOPORTADO", "El cuerpo debe ser application/json.");
    }

    @ExceptionHandler
    ResponseEntity<byte[]> on(HttpMediaTypeNotAcceptableException e) {
        return refuse(406, "TIPO_NO_ACEPTADO", "Accept debe admitir application/json.");
    }

    @ExceptionHandler
    ResponseEntity<byte[]> on(HttpRequestMethodNotSupportedException e) {
        ResponseEntity<byte[]> entity =
                refuse(405, "METODO_NO_PERMITIDO", "Esta dirección no acepta " + e.getMethod() + ".");
        String[] allowed = e.getSupportedMethods();
        return allowed == null
                ? entity
                : ResponseEntity.status(entity.getStatusCode())
                        .headers(entity.getHeaders())
                        .header(HttpHeaders.ALLOW, String.join(", ", allowed))
                        .body(entity.getBody());
    }

    @ExceptionHandler
    ResponseEntity<byte[]> on(NoHandlerFoundException e) {
        return refuse(404, "NO_ENCONTRADO", "Esta dirección no existe.");
    }

    @ExceptionHandler({DataAccessException.class, TransactionException.class})
    ResponseEntity<byte[]> onDatabase(Exception e, HttpServletRequest request) {
        boolean reads = HttpMethod.GET.matches(request.getMethod()) || HttpMethod.HEAD.matches(request.getMethod());
        return (reads ? fallos.databaseReading(e) : fallos.database(e, 1)).toEntity();
    }

    /** The sender went away before its answer; there is nobody to tell, and what was committed stays. */
    @ExceptionHandler
    void on(IOException e) {
        log.debug("The sender went away before its answer", e);
    }

    /** The firewall looks at a header when somebody asks for it, and answers itself. */
    @ExceptionHandler
    void on(RequestRejectedException e) {
        throw e;
    }

    @ExceptionHandler
    ResponseEntity<byte[]> on(Exception e) {
        return fallos.bug(e, 1).toEntity();
    }

    private ResponseEntity<byte[]> refuse(int status, String error, String message) {
        refusals.refused(error);
        return Respuesta.error(status, error, message).toEntity();
    }
}
