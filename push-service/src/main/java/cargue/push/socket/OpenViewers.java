package cargue.push.socket;

import io.micrometer.core.instrument.MeterRegistry;
import java.util.concurrent.atomic.AtomicInteger;
import org.springframework.stereotype.Component;

/** How many connections this node has open. Any thread. */
@Component
final class OpenViewers {

    private final AtomicInteger count = new AtomicInteger();

    OpenViewers(MeterRegistry registry) {
        registry.gauge("cargue.push.viewers", count);
    }

    int count() {
        return count.get();
    }

    void opened() {
        count.incrementAndGet();
    }

    void closed() {
        count.decrementAndGet();
    }
}
