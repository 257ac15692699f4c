package cargue.ingest.outbox;

import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanContext;
import java.util.HexFormat;
import java.util.concurrent.ThreadLocalRandom;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** W3C trace context of what makes events. */
public final class Traceparent {

    private static final Pattern VALID = Pattern.compile("00-(?!0{32})[0-9a-f]{32}-(?!0{16})[0-9a-f]{16}-[0-9a-f]{2}");
    private static final String SAMPLED = "-01";
    private static final String NOT_SAMPLED = "-00";

    private Traceparent() {}

    /**
     * The context that what follows a request belongs to: the request's own span when it is traced here, else the
     * sender's when it is valid, else a new one. What is not traced here is traced by nobody behind it.
     */
    public static String of(@Nullable String header) {
        SpanContext current = Span.current().getSpanContext();
        if (current.isSampled()) {
            return "00-" + current.getTraceId() + "-" + current.getSpanId() + SAMPLED;
        }
        if (header != null && VALID.matcher(header).matches()) {
            return header.substring(0, header.length() - SAMPLED.length()) + NOT_SAMPLED;
        }
        ThreadLocalRandom random = ThreadLocalRandom.current();
        HexFormat hex = HexFormat.of();
        return "00-" + hex.toHexDigits(random.nextLong()) + hex.toHexDigits(random.nextLong() | 1) + "-"
                + hex.toHexDigits(random.nextLong() | 1) + NOT_SAMPLED;
    }

    /** Whether what follows is traced, by the context's own flag. */
    static boolean isSampled(String traceparent) {
        return traceparent.endsWith(SAMPLED);
    }
}
