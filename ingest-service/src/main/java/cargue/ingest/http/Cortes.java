package cargue.ingest.http;

import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import org.apache.catalina.connector.Request;
import org.apache.catalina.connector.Response;
import org.apache.catalina.valves.ValveBase;
import org.apache.coyote.ActionCode;
import org.springframework.boot.tomcat.servlet.TomcatServletWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.stereotype.Component;

/**
 * Ends the connection of an answer that cannot be finished before its last chunk, so that who reads it sees that it is
 * not whole. By itself Tomcat ends it as if it were.
 */
@Component
public class Cortes implements WebServerFactoryCustomizer<TomcatServletWebServerFactory> {

    private static final String CUT = Cortes.class.getName();

    /** Has the connection ended when the request's handling ends. */
    public static void cut(HttpServletRequest request) {
        request.setAttribute(CUT, true);
    }

    @Override
    public void customize(TomcatServletWebServerFactory factory) {
        factory.addEngineValves(new Valve());
    }

    /** Around all that may ask for it. */
    static final class Valve extends ValveBase {

        Valve() {
            super(true);
        }

        @Override
        public void invoke(Request request, Response response) throws IOException, ServletException {
            getNext().invoke(request, response);
            if (request.getAttribute(CUT) != null) {
                response.getCoyoteResponse().action(ActionCode.CLOSE_NOW, null);
            }
        }
    }
}
