package cargue.ingest.http;

import io.micrometer.core.instrument.MeterRegistry;
import jakarta.servlet.AsyncContext;
import jakarta.servlet.AsyncEvent;
import jakarta.servlet.AsyncListener;
import jakarta.servlet.ReadListener;
import jakarta.servlet.ServletInputStream;
import jakarta.servlet.http.HttpServletResponse;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * Takes a body as it comes, without a thread that waits for it. When all of it is there, or too much, the request is
 * dispatched anew; when its time is over it is answered here. The container calls it by one thread at a time.
 */
final class BodyReading implements ReadListener, AsyncListener {

    /** Read at a time; and as much of a body is taken whatever the others hold: a check is not refused for batches. */
    private static final int PIECE = 8 * 1024;

    private final AsyncContext context;
    private final ServletInputStream input;
    private final int limit;
    private final AtomicLong held;
    private final long memory;
    private final MeterRegistry registry;
    private final ByteArrayOutputStream body = new ByteArrayOutputStream();
    private @Nullable BodyRefusal refusal;
    private boolean ended;
    private long mine;

    BodyReading(
            AsyncContext context,
            ServletInputStream input,
            int limit,
            AtomicLong held,
            long memory,
            MeterRegistry registry) {
        this.context = context;
        this.input = input;
        this.limit = limit;
        this.held = held;
        this.memory = memory;
        this.registry = registry;
    }

    /** Why the body is not taken; null when it is. */
    @Nullable
    BodyRefusal refusal() {
        return refusal;
    }

    byte[] body() {
        return body.toByteArray();
    }

    int limit() {
        return limit;
    }

    /** What it took counts no longer. */
    void release() {
        held.addAndGet(-mine);
        mine = 0;
        body.reset();
    }

    @Override
    public void onDataAvailable() throws IOException {
        byte[] piece = new byte[PIECE];
        while (!ended && input.isReady()) {
            int length = input.read(piece);
            if (length < 0) {
                return;
            }
            mine += length;
            boolean full = held.addAndGet(length) > memory;
            body.write(piece, 0, length);
            if (body.size() > limit) {
                goOn(BodyRefusal.TOO_LARGE);
            } else if (full && body.size() > PIECE) {
                goOn(BodyRefusal.BUSY);
            }
        }
    }

    @Override
    public void onAllDataRead() {
        goOn(null);
    }

    private void goOn(@Nullable BodyRefusal why) {
        if (!ended) {
            ended = true;
            refusal = why;
            context.dispatch();
        }
    }

    @Override
    public void onError(Throwable failure) {
        // The other listener is told next, and only that one may end the request.
    }

    /**
     * The sender went away, or sent chunks that are none, or nothing for as long as Tomcat waits; which has closed the
     * connection.
     */
    @Override
    public void onError(AsyncEvent event) {
        if (!ended) {
            ended = true;
            BodyRefusal.gone(registry);
            context.complete();
        }
    }

    @Override
    public void onTimeout(AsyncEvent event) throws IOException {
        if (!ended) {
            ended = true;
            BodyRefusal.TOO_SLOW.write((HttpServletResponse) context.getResponse(), limit, registry);
            context.complete();
        }
    }

    @Override
    public void onComplete(AsyncEvent event) {
        release();
    }

    @Override
    public void onStartAsync(AsyncEvent event) {
        // What the request waits for after its body is no concern of this.
    }
}
