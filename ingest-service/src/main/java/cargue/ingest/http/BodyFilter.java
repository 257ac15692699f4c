package cargue.ingest.http;

import cargue.seguridad.SeguridadConfig;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.servlet.AsyncContext;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletInputStream;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.concurrent.atomic.AtomicLong;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;
import org.springframework.util.unit.DataSize;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Reads each body whole and bounded before anything looks at it: over its limit it is 413, whatever else is wrong with
 * the request, and no transaction ever waits for a slow sender. Nor does a thread: what is not there yet is read when it
 * comes, by {@link BodyReading}, and the request goes on then.
 */
@Component
@Order(SeguridadConfig.LAST_FILTER + 10) // nobody's body is read before it is known who sends it
class BodyFilter extends OncePerRequestFilter {

    /** Of every call but the batch. */
    static final DataSize LIMIT = DataSize.ofKilobytes(256);

    /** Of the batch of up to 500 checks. */
    static final DataSize BATCH_LIMIT = DataSize.ofMegabytes(1);

    private static final String BATCH_PATH = "/api/checks";
    private static final String READING = BodyReading.class.getName();

    private final BodyProperties properties;
    private final MeterRegistry registry;

    /** Bytes of the bodies that are under way. */
    private final AtomicLong held;

    BodyFilter(BodyProperties properties, MeterRegistry registry) {
        this.properties = properties;
        this.registry = registry;
        BodyRefusal.tell(registry);
        this.held = registry.gauge("cargue.body.held", new AtomicLong());
    }

    /** A request comes again when its body is there. */
    @Override
    protected boolean shouldNotFilterAsyncDispatch() {
        return false;
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        if (request.getAttribute(READING) instanceof BodyReading reading) {
            request.removeAttribute(READING);
            pass(reading, request, response, chain);
            return;
        }
        int limit = (int) limit(request).toBytes();
        long length = request.getContentLengthLong();
        if (length > limit) {
            BodyRefusal.TOO_LARGE.write(response, limit, registry);
        } else if (length >= 0 && request.getInputStream().available() >= length) {
            chain.doFilter(new BufferedRequest(request, request.getInputStream().readNBytes((int) length)), response);
        } else if (length < 0 && request.getInputStream().isFinished()) {
            chain.doFilter(new BufferedRequest(request, new byte[0]), response);
        } else {
            await(request, response, limit);
        }
    }

    private void await(HttpServletRequest request, HttpServletResponse response, int limit) throws IOException {
        AsyncContext context = request.startAsync(request, response);
        context.setTimeout(properties.timeout().toMillis());
        ServletInputStream input = request.getInputStream();
        BodyReading reading =
                new BodyReading(context, input, limit, held, properties.memory().toBytes(), registry);
        request.setAttribute(READING, reading);
        context.addListener(reading);
        input.setReadListener(reading);
    }

    private void pass(BodyReading reading, HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        try {
            BodyRefusal refusal = reading.refusal();
            if (refusal == null) {
                chain.doFilter(new BufferedRequest(request, reading.body()), response);
            } else {
                refusal.write(response, reading.limit(), registry);
            }
        } finally {
            reading.release();
        }
    }

    private static DataSize limit(HttpServletRequest request) {
        String path = request.getRequestURI();
        return path.equals(BATCH_PATH) || path.equals(BATCH_PATH + "/") ? BATCH_LIMIT : LIMIT;
    }
}
