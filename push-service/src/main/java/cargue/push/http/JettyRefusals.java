package cargue.push.http;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpStatus;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.handler.ErrorHandler;
import org.eclipse.jetty.util.Callback;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.jetty.servlet.JettyServletWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.stereotype.Component;

/**
 * What Jetty refuses by itself, before any filter sees it, is refused in the words of all other refusals: an address or
 * headers that cannot be read. Quotes nothing of the request.
 */
@Component
final class JettyRefusals extends ErrorHandler implements WebServerFactoryCustomizer<JettyServletWebServerFactory> {

    private static final byte[] UNREADABLE =
            body("PETICION_RECHAZADA", "La dirección o los encabezados de la petición no son válidos.");
    private static final byte[] FAILED = body("ERROR_INTERNO", "Ocurrió un error inesperado. Intenta de nuevo.");

    private static byte[] body(String error, String message) {
        return "{\"error\":\"%s\",\"message\":\"%s\"}".formatted(error, message).getBytes(UTF_8);
    }

    @Override
    public void customize(JettyServletWebServerFactory factory) {
        factory.addServerCustomizers(server -> server.setErrorHandler(this));
    }

    @Override
    protected void generateResponse(
            Request request,
            Response response,
            int code,
            @Nullable String message,
            @Nullable Throwable cause,
            Callback callback) {
        response.getHeaders().put(HttpHeader.CONTENT_TYPE, "application/json;charset=utf-8");
        response.getHeaders().put(HttpHeader.CACHE_CONTROL, "no-store");
        byte[] body = HttpStatus.isServerError(code) ? FAILED : UNREADABLE;
        response.write(true, ByteBuffer.wrap(body), callback);
    }
}
