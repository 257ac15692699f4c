package cargue.client;

import cargue.contract.Dia;
import cargue.contract.Vendedores;
import java.net.URI;
import java.net.http.HttpClient;
import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Follows a vendedor's sheets, or those of up to {@value #MAX_VENDEDORES} vendedores on one socket, and keeps them as
 * they are stored. It connects by itself, again and again, until it is closed or the server says that asking again is of
 * no use; after a lost connection it goes on from where it was, on any node, and never shows an older state than before.
 *
 * <p>A client has one daemon thread, {@code cargue-client}, which calls the listener and the token supplier. All methods
 * may be called by any thread. It takes one message at a time from the socket, so that a slow listener holds up the
 * server's sending and not this program's memory; the server then sends fewer and larger changes.
 */
public final class CargueClient implements AutoCloseable {

    /** Vendedores on one socket. */
    public static final int MAX_VENDEDORES = 200;

    private final SchedulerThread thread;
    private final Followings followings;
    private final Connector connector;
    private final Filtro filtro;
    private final @Nullable String one;
    private final CountDownLatch closed = new CountDownLatch(1);

    private CargueClient(Builder builder) {
        thread = new SchedulerThread();
        filtro = new Filtro(builder.fecha, builder.dia);
        one = builder.many ? null : builder.vendedores.iterator().next();
        followings = new Followings(thread, builder.listener);
        builder.vendedores.forEach(id -> followings.add(new Following(id, filtro)));
        Backoff backoff = new Backoff(() -> ThreadLocalRandom.current().nextDouble());
        connector = new Connector(
                thread,
                builder.transport,
                followings,
                backoff,
                new Connector.Plan(builder.nodes, one, filtro, builder.token));
        thread.execute(connector::open);
    }

    /**
     * Begins a client.
     *
     * @param pushBase where push-service is, such as {@code http://localhost:8082}; http, https, ws or wss
     */
    public static Builder builder(URI pushBase) {
        return builder(List.of(pushBase));
    }

    /**
     * Begins a client of several nodes: the first is tried first, and after each end of a connection the next.
     *
     * @throws IllegalArgumentException when there is none, or one is no address of a server
     */
    public static Builder builder(List<URI> pushBases) {
        return new Builder(pushBases);
    }

    /**
     * What is known now of the only vendedor.
     *
     * @throws IllegalStateException when the client is one for several
     */
    public Planilla planilla() {
        if (one == null) {
            throw new IllegalStateException("this client follows several vendedores");
        }
        return planilla(one).orElseThrow();
    }

    /** What is known now of a vendedor; empty when it is not followed. */
    public Optional<Planilla> planilla(String vendedorId) {
        return followings.planilla(vendedorId);
    }

    /** What is known now of each vendedor that is followed, in no order. */
    public List<Planilla> planillas() {
        return followings.planillas();
    }

    /**
     * Takes what ingest-service answered to a POST of this program, so that it shows at once. It may come before or after
     * the same change by the stream, and from any connection: of both the newer one holds. Of a row that the stream has
     * not brought yet, and of sheets that were not asked for, nothing is shown. Returns when {@link #planilla} shows it.
     */
    public void apply(Respuesta respuesta) {
        thread.call(() -> followings.respuesta(respuesta));
    }

    /** Follows one more vendedor, by the filter that the client was built with. See {@link #subscribe(String, LocalDate, Dia)}. */
    public void subscribe(String vendedorId) {
        subscribe(vendedorId, filtro);
    }

    /**
     * Follows one more vendedor, or, in place of what was asked before, other sheets of one.
     *
     * @param fecha only sheets of that date; null: of today and later
     * @param dia only sheets of that day's name; null: any
     * @throws IllegalStateException when the client is one for a single vendedor, or has as many as it can
     * @throws IllegalArgumentException when it is no vendedor's id
     */
    public void subscribe(String vendedorId, @Nullable LocalDate fecha, @Nullable Dia dia) {
        subscribe(vendedorId, new Filtro(fecha, dia));
    }

    private void subscribe(String vendedorId, Filtro asked) {
        requireMany();
        requireId(vendedorId);
        thread.call(() -> {
            Following before = followings.get(vendedorId).orElse(null);
            if (before == null && followings.all().size() == MAX_VENDEDORES) {
                throw new IllegalStateException("one client follows up to " + MAX_VENDEDORES + " vendedores");
            }
            boolean same =
                    before != null && before.filtro().equals(asked) && !(before.estado() instanceof Estado.Terminado);
            if (!same) {
                connector.subscribe(new Following(vendedorId, asked));
            }
        });
    }

    /**
     * Follows a vendedor no longer; nothing happens when it was not.
     *
     * @throws IllegalStateException when the client is one for a single vendedor
     */
    public void unsubscribe(String vendedorId) {
        requireMany();
        thread.call(() -> followings.get(vendedorId).ifPresent(connector::unsubscribe));
    }

    private void requireMany() {
        if (one != null) {
            throw new IllegalStateException("this client was built for " + one + " alone; see Builder.vendedores");
        }
    }

    private static void requireId(String vendedorId) {
        if (!Vendedores.isId(vendedorId)) {
            throw new IllegalArgumentException("\"" + vendedorId + "\" is no vendedor's id");
        }
    }

    /**
     * Asks the token supplier and gives the token to the open connection, which then lasts as long as it. Without a
     * connection, or a supplier, nothing happens: the next connection asks by itself.
     */
    public void renewToken() {
        thread.call(connector::renewToken);
    }

    /**
     * Closes the connection and ends the thread. What was received stays readable. Returns when the socket is closed, at
     * the latest after some seconds; at once when the listener calls it.
     */
    @Override
    public void close() {
        thread.call(() -> connector.stop(() -> {
            thread.shutdown();
            closed.countDown();
        }));
        if (thread.isCurrent()) {
            return;
        }
        try {
            Duration limit = Connection.CLOSE_LIMIT.multipliedBy(2);
            if (!closed.await(limit.toMillis(), TimeUnit.MILLISECONDS)) {
                thread.shutdown(); // the thread is kept by a listener that does not return
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** What a client is to follow, and how. Not thread-safe. */
    public static final class Builder {

        private final List<String> nodes;
        private final Set<String> vendedores = new LinkedHashSet<>();
        private boolean many;
        private @Nullable LocalDate fecha;
        private @Nullable Dia dia;
        private @Nullable Supplier<String> token;
        private PlanillaListener listener = new PlanillaListener() {};
        private Transport transport = JdkTransport.shared();

        private Builder(List<URI> bases) {
            nodes = bases.stream().map(Builder::node).toList();
            if (nodes.isEmpty()) {
                throw new IllegalArgumentException("no node");
            }
        }

        private static String node(URI base) {
            String scheme = Objects.requireNonNullElse(base.getScheme(), "");
            if (!List.of("http", "https", "ws", "wss").contains(scheme)
                    || base.getHost() == null
                    || base.getRawQuery() != null) {
                throw new IllegalArgumentException(base + " is no address of a push-service");
            }
            return base.toString().replaceFirst("^ws", "http").replaceFirst("/+$", "");
        }

        /** Follows this vendedor alone. */
        public Builder vendedor(String vendedorId) {
            requireId(vendedorId);
            vendedores.clear();
            vendedores.add(vendedorId);
            many = false;
            return this;
        }

        /**
         * Follows these on one socket, and others by {@link CargueClient#subscribe(String)}; it may begin with none.
         *
         * @throws IllegalArgumentException when they are too many or one is no vendedor's id
         */
        public Builder vendedores(Collection<String> vendedorIds) {
            List<String> ids = new ArrayList<>(vendedorIds);
            ids.forEach(CargueClient::requireId);
            vendedores.clear();
            vendedores.addAll(ids);
            if (vendedores.size() > MAX_VENDEDORES) {
                throw new IllegalArgumentException("one client follows up to " + MAX_VENDEDORES + " vendedores");
            }
            many = true;
            return this;
        }

        /** Only sheets of this date; else those of today and later. */
        public Builder fecha(LocalDate only) {
            fecha = only;
            return this;
        }

        /** Only sheets of this day's name. */
        public Builder dia(Dia only) {
            dia = only;
            return this;
        }

        /**
         * Where the token comes from that is sent with each connection. It is asked by the client's thread, before each
         * connection, so it should answer soon; one that throws is asked again later.
         */
        public Builder token(Supplier<String> supplier) {
            token = supplier;
            return this;
        }

        /** Who is told of what happens. */
        public Builder listener(PlanillaListener told) {
            listener = told;
            return this;
        }

        /** The HTTP client to connect with, for a proxy or own certificates; else all clients share one. */
        public Builder httpClient(HttpClient http) {
            transport = new JdkTransport(http);
            return this;
        }

        Builder transport(Transport other) {
            transport = other;
            return this;
        }

        /**
         * Makes the client, which begins to connect at once.
         *
         * @throws IllegalStateException when it was not said whom to follow
         */
        public CargueClient build() {
            if (vendedores.isEmpty() && !many) {
                throw new IllegalStateException("no vendedor");
            }
            return new CargueClient(this);
        }
    }
}
