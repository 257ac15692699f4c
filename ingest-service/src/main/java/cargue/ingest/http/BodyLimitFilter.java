package cargue.ingest.http;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ReadListener;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletInputStream;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import jakarta.servlet.http.HttpServletResponse;
import java.io.BufferedReader;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.http.MediaType;
import org.springframework.stereotype.Component;
import org.springframework.util.unit.DataSize;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Reads each body whole and bounded before anything looks at it: over its limit it is 413, whatever else is wrong with
 * the request, and no transaction ever waits for a slow sender.
 */
@Component
@Order(Ordered.HIGHEST_PRECEDENCE + 100)
class BodyLimitFilter extends OncePerRequestFilter {

    /** Of every call but the batch. */
    static final DataSize LIMIT = DataSize.ofKilobytes(256);

    /** Of the batch of up to 500 checks. */
    static final DataSize BATCH_LIMIT = DataSize.ofMegabytes(1);

    private static final String BATCH_PATH = "/api/checks";

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        int limit = (int) limit(request).toBytes();
        if (request.getContentLengthLong() > limit) {
            refuse(response, limit);
            return;
        }
        byte[] body = request.getInputStream().readNBytes(limit + 1);
        if (body.length > limit) {
            refuse(response, limit);
            return;
        }
        chain.doFilter(new BufferedRequest(request, body), response);
    }

    private static DataSize limit(HttpServletRequest request) {
        String path = request.getRequestURI();
        return path.equals(BATCH_PATH) || path.equals(BATCH_PATH + "/") ? BATCH_LIMIT : LIMIT;
    }

    private static void refuse(HttpServletResponse response, int limit) throws IOException {
        Respuesta respuesta = Respuesta.error(
                HttpServletResponse.SC_REQUEST_ENTITY_TOO_LARGE,
                "CUERPO_DEMASIADO_GRANDE",
                "El cuerpo no puede pasar de " + limit / 1024 + " KiB.");
        response.setStatus(respuesta.status());
        response.setContentType(MediaType.APPLICATION_JSON_VALUE);
        response.getOutputStream().write(respuesta.body());
    }

    private static final class BufferedRequest extends HttpServletRequestWrapper {

        private final byte[] body;

        BufferedRequest(HttpServletRequest request, byte[] body) {
            super(request);
            this.body = body;
        }

        @Override
        public ServletInputStream getInputStream() {
            return new BufferedInput(new ByteArrayInputStream(body));
        }

        @Override
        public BufferedReader getReader() {
            return new BufferedReader(new InputStreamReader(getInputStream(), StandardCharsets.UTF_8));
        }
    }

    private static final class BufferedInput extends ServletInputStream {

        private final ByteArrayInputStream body;

        BufferedInput(ByteArrayInputStream body) {
            this.body = body;
        }

        @Override
        public int read() {
            return body.read();
        }

        @Override
        public int read(byte[] target, int offset, int length) {
            return body.read(target, offset, length);
        }

        @Override
        public boolean isFinished() {
            return body.available() == 0;
        }

        @Override
        public boolean isReady() {
            return true;
        }

        @Override
        public void setReadListener(ReadListener listener) {
            throw new IllegalStateException("the body has been read already; there is nothing to wait for");
        }
    }
}
