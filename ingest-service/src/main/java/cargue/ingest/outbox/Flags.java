package cargue.ingest.outbox;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Iterator;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * The vendedores that have something to send. A set, so it never holds more than there are vendedores, and raising a
 * flag twice is raising it once. Any thread raises; the relay's thread takes.
 */
@Component
class Flags {

    private final Set<String> raised = ConcurrentHashMap.newKeySet();
    private volatile @Nullable Thread waiter;

    void raise(String vendedorId) {
        raised.add(vendedorId);
        LockSupport.unpark(waiter);
    }

    void raise(Collection<String> vendedorIds) {
        raised.addAll(vendedorIds);
    }

    /** Lowers and returns up to {@code max} flags; a flag raised again afterwards is a new one. */
    List<String> take(int max) {
        List<String> taken = new ArrayList<>();
        Iterator<String> iterator = raised.iterator();
        while (iterator.hasNext() && taken.size() < max) {
            taken.add(iterator.next());
            iterator.remove();
        }
        return taken;
    }

    boolean isEmpty() {
        return raised.isEmpty();
    }

    /** Waits until a flag is raised, or for the time. Called by one thread only. */
    void await(long nanos) {
        waiter = Thread.currentThread();
        if (raised.isEmpty()) {
            LockSupport.parkNanos(this, nanos);
        }
    }
}
