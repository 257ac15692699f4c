package cargue.seguridad;

import io.micrometer.core.instrument.MeterRegistry;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Refuses a query that cannot be decoded, or that has too many parameters, before somebody asks for one of them and is
 * given an exception. Only of what reads or deletes: elsewhere a query is not looked at.
 */
final class ConsultaFilter extends OncePerRequestFilter {

    private final MeterRegistry registry;

    ConsultaFilter(MeterRegistry registry) {
        this.registry = registry;
    }

    @Override
    protected boolean shouldNotFilter(HttpServletRequest request) {
        return !Rutas.isReading(request) && !request.getMethod().equals("DELETE");
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        if (isReadable(request)) {
            chain.doFilter(request, response);
        } else {
            Problema.PETICION_RECHAZADA.write(response, registry);
        }
    }

    private static boolean isReadable(HttpServletRequest request) {
        try {
            request.getParameterMap();
            return true;
        } catch (IllegalStateException e) { // by the Servlet specification, 6.1
            return false;
        }
    }
}
