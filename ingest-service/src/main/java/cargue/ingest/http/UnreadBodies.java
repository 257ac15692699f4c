package cargue.ingest.http;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.servlet.AsyncContext;
import jakarta.servlet.AsyncEvent;
import jakarta.servlet.AsyncListener;
import jakarta.servlet.ReadListener;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletInputStream;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.catalina.connector.Request;
import org.apache.catalina.connector.Response;
import org.apache.catalina.valves.ValveBase;
import org.apache.coyote.ActionCode;
import org.springframework.boot.tomcat.servlet.TomcatServletWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.http.HttpHeaders;
import org.springframework.stereotype.Component;

/**
 * What is left of a body when its request has been answered, such as a refused one. Tomcat reads it with the request's
 * thread, as slowly as it comes; cut off at once, the sender may not find its answer. So some senders are heard out for
 * a moment, without a thread; the connections of the others are closed at once.
 */
@Component
class UnreadBodies implements WebServerFactoryCustomizer<TomcatServletWebServerFactory> {

    private static final int HEARD_OUT = 50;
    private static final Duration PATIENCE = Duration.ofSeconds(2);
    private static final int PIECE = 8 * 1024;

    private final Semaphore places = new Semaphore(HEARD_OUT);
    private final Counter cut;

    UnreadBodies(MeterRegistry registry) {
        this.cut = registry.counter("cargue.body.cut");
    }

    @Override
    public void customize(TomcatServletWebServerFactory factory) {
        factory.addEngineValves(new Valve());
    }

    private final class Valve extends ValveBase {

        Valve() {
            super(true);
        }

        @Override
        public void invoke(Request request, Response response) throws IOException, ServletException {
            getNext().invoke(request, response);
            if (!request.isAsync() && !isThere(request)) {
                hearOut(request, response);
            }
        }
    }

    /** Whether all of the body has come, as it mostly has; it is read then, and the connection stays. */
    private static boolean isThere(Request request) throws IOException {
        if (isRead(request)) {
            return true;
        }
        ServletInputStream input = request.getInputStream();
        while (request.getContentLengthLong() > 0 && input.available() > 0) {
            input.readNBytes(input.available());
        }
        return isRead(request);
    }

    private static boolean isRead(Request request) {
        AtomicBoolean read = new AtomicBoolean();
        request.getCoyoteRequest().action(ActionCode.REQUEST_BODY_FULLY_READ, read);
        return read.get();
    }

    private void hearOut(Request request, Response response) throws IOException {
        response.setHeader(HttpHeaders.CONNECTION, "close");
        response.finishResponse();
        boolean known = request.getContext() != null; // else it got no further than the connector
        if (!known || !places.tryAcquire()) {
            cut.increment();
            cut(request);
            return;
        }
        AsyncContext context = request.startAsync(request.getRequest(), response.getResponse());
        context.setTimeout(PATIENCE.toMillis());
        Rest rest = new Rest(request, context);
        context.addListener(rest);
        request.getInputStream().setReadListener(rest);
    }

    private static void cut(Request request) {
        request.getCoyoteRequest().action(ActionCode.DISABLE_SWALLOW_INPUT, null);
    }

    /** Reads and forgets. The container calls it by one thread at a time. */
    private final class Rest implements ReadListener, AsyncListener {

        private final Request request;
        private final AsyncContext context;
        private final byte[] piece = new byte[PIECE];
        private boolean ended;
        private int read;

        Rest(Request request, AsyncContext context) {
            this.request = request;
            this.context = context;
        }

        @Override
        public void onDataAvailable() throws IOException {
            ServletInputStream input = request.getInputStream();
            while (!ended && input.isReady()) {
                int length = input.read(piece);
                if (length < 0) {
                    return;
                }
                read += length;
                if (read > 2 * BodyFilter.BATCH_LIMIT.toBytes()) {
                    end();
                }
            }
        }

        @Override
        public void onAllDataRead() {
            end();
        }

        @Override
        public void onError(Throwable failure) {
            // The other listener is told next, and only that one may end the request.
        }

        /** The sender has had its answer. */
        @Override
        public void onError(AsyncEvent event) {
            end();
        }

        @Override
        public void onTimeout(AsyncEvent event) {
            end();
        }

        private void end() {
            if (ended) {
                return;
            }
            ended = true;
            cut(request);
            context.complete();
        }

        @Override
        public void onComplete(AsyncEvent event) {
            places.release();
        }

        @Override
        public void onStartAsync(AsyncEvent event) {
            throw new IllegalStateException("the request has been answered");
        }
    }
}
