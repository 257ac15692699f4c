package cargue.push.http;

import cargue.push.entrada.Entrada.Rechazo;
import cargue.push.entrada.Rechazos;
import java.nio.ByteBuffer;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.handler.ErrorHandler;
import org.eclipse.jetty.util.Callback;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.jetty.servlet.JettyServletWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.stereotype.Component;

/**
 * What Jetty refuses by itself, before any filter sees it, is refused in the words of all other refusals: an address or
 * headers that cannot be read. Quotes nothing of the request.
 */
@Component
final class JettyRefusals extends ErrorHandler implements WebServerFactoryCustomizer<JettyServletWebServerFactory> {

    private final ObjectProvider<Rechazos> rechazos; // the server is made before them

    JettyRefusals(ObjectProvider<Rechazos> rechazos) {
        this.rechazos = rechazos;
    }

    @Override
    public void customize(JettyServletWebServerFactory factory) {
        factory.addServerCustomizers(server -> server.setErrorHandler(this));
    }

    /** By itself Jetty leaves the answer to other methods than GET, POST and HEAD without a body. */
    @Override
    public boolean errorPageForMethod(String method) {
        return true;
    }

    @Override
    protected void generateResponse(
            Request request,
            Response response,
            int code,
            @Nullable String message,
            @Nullable Throwable cause,
            Callback callback) {
        Rechazos texts = rechazos.getObject();
        Rechazo rechazo = Errores.of(code);
        texts.headers(rechazo).forEach((name, values) -> response.getHeaders().put(name, values));
        response.write(true, ByteBuffer.wrap(texts.body(rechazo)), callback);
    }
}
