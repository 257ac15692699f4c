package cargue.faults.client;

import cargue.contract.Rol;
import cargue.faults.history.Quiet;
import cargue.faults.history.Viewing;
import cargue.local.issuer.Issuer;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.LockSupport;
import java.util.function.LongSupplier;

/** All viewers of a run: some of each vendedor, some of all on one socket. Used by the run's thread. */
public final class Viewers implements AutoCloseable {

    private static final Duration TTL = Duration.ofDays(2);
    private static final long LOOK_NS = 20_000_000L;

    /** How long is waited for a viewer that has not got everything: beyond what is judged, to tell late from never. */
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final List<Viewer> viewers = new ArrayList<>();
    private final Map<String, String> rows = new ConcurrentHashMap<>();
    private final LongSupplier clock;

    /**
     * They begin at once.
     *
     * @param each viewers of each vendedor alone
     * @param all viewers of all on one socket
     */
    public Viewers(
            Planillas planillas, List<String> bases, Issuer issuer, int each, int all, long seed, LongSupplier clock) {
        this.clock = clock;
        String token = issuer.token(Rol.ANALISTA, "ANALISTA1", TTL);
        List<List<String>> whom = new ArrayList<>();
        for (String id : planillas.vendedores()) {
            for (int i = 0; i < each; i++) {
                whom.add(List.of(id));
            }
        }
        for (int i = 0; i < all; i++) {
            whom.add(planillas.vendedores());
        }
        for (List<String> ids : whom) {
            String name = "viewer-" + (viewers.size() + 1);
            viewers.add(new Viewer(name, ids, bases, token, seed + viewers.size(), clock, this::intern));
        }
    }

    private String intern(String row) {
        String known = rows.putIfAbsent(row, row);
        return known == null ? row : known;
    }

    public int count() {
        return viewers.size();
    }

    /** Waits until each has what the database has, and tells when that was. Nothing may be written meanwhile. */
    public List<Quiet> awaitAll(Connection database, long ended) throws SQLException {
        Map<String, Shown.Place> heads = heads(database);
        Map<String, Long> caughtUp = new HashMap<>();
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (caughtUp.size() < viewers.size() && System.nanoTime() < deadline) {
            for (Viewer viewer : viewers) {
                if (!caughtUp.containsKey(viewer.name()) && viewer.isAt(heads)) {
                    caughtUp.put(viewer.name(), clock.getAsLong());
                }
            }
            LockSupport.parkNanos(LOOK_NS); // it can only be asked
        }
        return viewers.stream()
                .map(viewer -> new Quiet(viewer.name(), ended, caughtUp.getOrDefault(viewer.name(), Long.MAX_VALUE)))
                .toList();
    }

    private static Map<String, Shown.Place> heads(Connection database) throws SQLException {
        Map<String, Shown.Place> heads = new HashMap<>();
        try (Statement statement = database.createStatement();
                ResultSet row =
                        statement.executeQuery("SELECT vendedor_id, epoca::text, last_seq FROM vendedor_stream")) {
            while (row.next()) {
                heads.put(row.getString(1), new Shown.Place(row.getString(2), row.getLong(3)));
            }
        }
        return heads;
    }

    /** What each saw; call it after {@link #close}. */
    public List<Viewing> viewings() {
        return viewers.stream().map(Viewer::viewing).toList();
    }

    /** All leave. */
    @Override
    public void close() {
        viewers.forEach(Viewer::close);
    }
}
