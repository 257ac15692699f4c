package cargue.system;

import cargue.local.service.Service;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.BiFunction;

/** Does the same with many things, some at a time, each thread with connections of its own. */
final class Sweep {

    private static final int THREADS = 6;

    private Sweep() {}

    /** A thread's connections, one to each service. */
    static final class Wires implements AutoCloseable {

        private final Map<Service, Wire> wires = new HashMap<>();

        Wire to(Service service) {
            return wires.computeIfAbsent(service, Wire::to);
        }

        @Override
        public void close() {
            wires.values().forEach(Wire::close);
        }
    }

    /** What was found, in no order; nothing where the finding is empty. */
    static <T> List<String> over(List<T> things, BiFunction<Wires, T, String> finder) throws Exception {
        ConcurrentLinkedQueue<T> left = new ConcurrentLinkedQueue<>(things);
        ConcurrentLinkedQueue<String> found = new ConcurrentLinkedQueue<>();
        ExecutorService threads = Executors.newFixedThreadPool(THREADS);
        try {
            List<Future<?>> ends = new ArrayList<>();
            for (int i = 0; i < THREADS; i++) {
                ends.add(threads.submit(() -> work(left, found, finder)));
            }
            for (Future<?> end : ends) {
                end.get();
            }
        } finally {
            threads.shutdownNow();
        }
        return List.copyOf(found);
    }

    private static <T> void work(
            ConcurrentLinkedQueue<T> left, ConcurrentLinkedQueue<String> found, BiFunction<Wires, T, String> finder) {
        try (Wires wires = new Wires()) {
            for (T thing = left.poll(); thing != null; thing = left.poll()) {
                String finding = finder.apply(wires, thing);
                if (!finding.isEmpty()) {
                    found.add(finding);
                }
            }
        }
    }
}
