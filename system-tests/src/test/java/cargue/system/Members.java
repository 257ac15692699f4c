package cargue.system;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;

/** The kinds of viewers of a crowd. */
final class Members {

    private static final int MOST_FOLLOWED = 10;

    private Members() {}

    /** {@code cargue.v1}: of one vendedor, or of those that it subscribes to as it likes. */
    record V1(V1Viewer viewer, List<String> vendedores, List<Filter> filters) implements Member {

        @Override
        public boolean isConnected() {
            return viewer.isConnected();
        }

        @Override
        public void connect(String nodeUrl) {
            var unused = viewer.connecting(nodeUrl); // a refusal shows in isConnected
        }

        @Override
        public void drop() {
            viewer.drop();
        }

        @Override
        public void stall() {
            viewer.stall();
        }

        @Override
        public void wake() {
            viewer.wake();
        }

        @Override
        public void whim(Random random) {
            List<String> followed = new ArrayList<>(viewer.vendedores());
            String any = vendedores.get(random.nextInt(vendedores.size()));
            synchronized (viewer) {
                if (vendedores.size() == 1 || !viewer.isOpen()) {
                    return;
                }
                if (followed.size() < MOST_FOLLOWED && viewer.canSubscribe(any)) {
                    viewer.subscribe(any, filters.get(random.nextInt(filters.size())));
                } else if (followed.contains(any) && random.nextBoolean()) {
                    viewer.subscribeAgain(any);
                } else if (followed.contains(any)) {
                    viewer.unsubscribe(any);
                }
            }
        }

        @Override
        public Optional<String> difference(Map<String, Map<String, Table.Row>> table, Map<String, Long> lastSeqs) {
            synchronized (viewer) {
                return viewer.vendedores().stream()
                        .flatMap(id -> difference(id, table.get(id), lastSeqs.get(id)).stream())
                        .findFirst()
                        .map(text -> text + " " + viewer);
            }
        }

        private Optional<String> difference(String id, Map<String, Table.Row> rows, long lastSeq) {
            V1Stream stream = viewer.stream(id);
            if (!stream.isLive() || stream.shown().p() != lastSeq) {
                return Optional.of(id + " is not live at " + lastSeq);
            }
            return Member.compare(
                    stream.shown().states(),
                    stream.filter().of(rows, stream.shown().fechaDesde()));
        }

        @Override
        public List<String> violations() {
            return viewer.violations();
        }
    }

    /** The plain stream. */
    record Plain(PlainViewer viewer, String vendedorId) implements Member {

        @Override
        public boolean isConnected() {
            return viewer.isConnected();
        }

        @Override
        public void connect(String nodeUrl) {
            var unused = viewer.connecting(nodeUrl);
        }

        @Override
        public void drop() {
            viewer.close();
        }

        @Override
        public void stall() {
            viewer.stall();
        }

        @Override
        public void wake() {
            viewer.wake();
        }

        @Override
        public Optional<String> difference(Map<String, Map<String, Table.Row>> table, Map<String, Long> lastSeqs) {
            return Member.compare(viewer.rows(), PlainRows.of(viewer.filter().of(table.get(vendedorId), null)))
                    .map(text -> text + " " + viewer);
        }

        @Override
        public List<String> violations() {
            return viewer.violations();
        }
    }

    /** Server-sent events. */
    record Sse(SseViewer viewer, String vendedorId) implements Member {

        @Override
        public boolean isConnected() {
            return viewer.isConnected();
        }

        @Override
        public void connect(String nodeUrl) {
            var unused = viewer.connecting(nodeUrl);
        }

        @Override
        public void drop() {
            viewer.close();
        }

        @Override
        public void stall() {
            viewer.stall();
        }

        @Override
        public void wake() {
            viewer.wake();
        }

        @Override
        public Optional<String> difference(Map<String, Map<String, Table.Row>> table, Map<String, Long> lastSeqs) {
            return Member.compare(viewer.rows(), PlainRows.of(viewer.filter().of(table.get(vendedorId), null)))
                    .map(text -> text + " " + viewer);
        }

        @Override
        public List<String> violations() {
            return viewer.violations();
        }
    }
}
