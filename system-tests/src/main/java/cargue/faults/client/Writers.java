package cargue.faults.client;

import cargue.contract.Rol;
import cargue.faults.history.Fila;
import cargue.faults.history.Post;
import cargue.local.issuer.Issuer;
import cargue.local.process.StackException;
import java.io.IOException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import java.util.function.LongSupplier;
import java.util.stream.Collectors;

/**
 * Sellers and dispatchers at work, through every instance, a third of them on one vendedor. The run's thread starts,
 * rests and ends them.
 */
public final class Writers implements AutoCloseable {

    private static final Duration TTL = Duration.ofDays(2);
    private static final int BATCH = 40;
    private static final int HOT_OF_100 = 30;
    private static final int BURST_THREADS = 6;
    private static final Taps TAPS = new Taps();

    private final Planillas planillas;
    private final Issuer issuer;
    private final String setUpBase;
    private final Ledger ledger;
    private final Sender sender;
    private final LongSupplier clock;
    private final Map<String, List<Fila>> filas;
    private final Map<String, AtomicInteger> dctos = new HashMap<>();
    private final AtomicLong taps = new AtomicLong();
    private final Map<String, String> tokens = new HashMap<>();
    private final String dispatcher;
    private final ReentrantReadWriteLock rest = new ReentrantReadWriteLock(true);
    private final List<Thread> threads = new ArrayList<>();
    private volatile boolean ended;

    /**
     * Before the first of them works.
     *
     * @param bases of the instances of ingest-service
     * @param clock of the run
     */
    public Writers(Planillas planillas, Issuer issuer, List<String> bases, Ledger ledger, LongSupplier clock) {
        this.planillas = planillas;
        this.issuer = issuer;
        this.setUpBase = bases.get(0);
        this.ledger = ledger;
        this.clock = clock;
        this.sender = new Sender(bases, ledger, clock);
        this.filas = planillas.vendedores().stream().collect(Collectors.toMap(id -> id, planillas::filas));
        this.dispatcher = issuer.token(Rol.DESPACHADOR, "DESP1", TTL);
        planillas.vendedores().forEach(id -> {
            dctos.put(id, new AtomicInteger());
            tokens.put(id, issuer.token(Rol.VENDEDOR, id, TTL));
        });
    }

    /** A tap's time, which no other tap has: milliseconds of yesterday. */
    private static final class Taps {

        private final Instant start =
                Instant.now().truncatedTo(ChronoUnit.SECONDS).minus(Duration.ofDays(1));

        /** Always with three decimals, as the event tells it. */
        String of(long tap) {
            return String.format(
                    Locale.ROOT, "%.19s.%03dZ", start.plusMillis(tap).toString(), tap % 1000);
        }
    }

    /** Makes the vendedores and fills their sheets; throws when a call is refused. No fault may be on. */
    public void fill(Connection database) throws InterruptedException {
        Caller caller = new Caller();
        String admin = issuer.token(Rol.ADMIN, "ADMIN", TTL);
        long invoked = clock.getAsLong();
        try {
            for (String id : planillas.vendedores()) {
                require(caller.put(setUpBase, "/api/vendedores/" + id, admin, "{\"nombre\":\"" + id + "\"}"), 201);
                Map<String, List<Fila>> sheets = planillas.filas(id).stream().collect(Collectors.groupingBy(Fila::dia));
                for (List<Fila> sheet : sheets.values()) {
                    require(
                            caller.post(
                                    setUpBase,
                                    "/api/guardar-sugerido/",
                                    tokens.getOrDefault(id, ""),
                                    "fill-" + id + sheet.get(0).dia(),
                                    sugerido(sheet)),
                            200);
                }
                noteFilled(database, id, invoked);
            }
        } catch (IOException | SQLException e) {
            throw new StackException("cannot fill the sheets: " + e.getMessage(), e);
        }
    }

    private static String sugerido(List<Fila> sheet) {
        var body = Cambio.JSON
                .createObjectNode()
                .put("vendedor_id", sheet.get(0).vendedorId())
                .put("dia", sheet.get(0).dia())
                .put("fecha", sheet.get(0).fecha());
        var productos = body.putArray("productos");
        sheet.forEach(
                fila -> productos.addObject().put("nombre", fila.producto()).put("cantidad", Planillas.CANTIDAD));
        return body.toString();
    }

    /** The answer to a sheet's filling names no seq, so it is taken from the table. */
    private void noteFilled(Connection database, String id, long invoked) throws SQLException {
        long completed = clock.getAsLong();
        try (PreparedStatement select = database.prepareStatement(
                "SELECT fecha::text, dia, producto, epoca::text, seq FROM renglon WHERE vendedor_id = ?")) {
            select.setString(1, id);
            try (ResultSet row = select.executeQuery()) {
                while (row.next()) {
                    Fila fila = new Fila(id, row.getString(1), row.getString(2), row.getString(3));
                    ledger.add(new Post(
                            "fill-" + id + fila.dia(),
                            fila,
                            "cantidad",
                            Planillas.CANTIDAD,
                            null,
                            invoked,
                            completed,
                            Post.Outcome.OK,
                            row.getString(4),
                            row.getLong(5)));
                }
            }
        }
    }

    private static void require(Caller.Answer answer, int status) {
        if (answer.status() != status) {
            throw new StackException("cannot fill the sheets: " + answer);
        }
    }

    /**
     * Begins.
     *
     * @param count of writers
     * @param pause the longest of each between two calls
     */
    public void start(int count, Duration pause, long seed) {
        for (int i = 0; i < count; i++) {
            Random random = new Random(seed + i);
            Thread thread = new Thread(() -> work(random, pause), "writer-" + i);
            thread.setDaemon(true);
            threads.add(thread);
            thread.start();
        }
    }

    private void work(Random random, Duration pause) {
        try {
            while (!ended) {
                String id = random.nextInt(100) < HOT_OF_100
                        ? planillas.vendedores().get(0)
                        : planillas
                                .vendedores()
                                .get(random.nextInt(planillas.vendedores().size()));
                write(id, random);
                TimeUnit.NANOSECONDS.sleep((long) (random.nextDouble() * pause.toNanos())); // the pace of people
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (RuntimeException | Error e) {
            ledger.failed(e);
        }
    }

    private void write(String id, Random random) throws InterruptedException {
        rest.readLock().lockInterruptibly();
        try {
            if (random.nextBoolean()) {
                sender.send(tokens.getOrDefault(id, ""), checks(id, "v", random));
            } else if (random.nextInt(4) > 0) {
                sender.send(dispatcher, checks(id, "d", random));
            } else {
                sender.send(dispatcher, List.of(deduct(any(id, random), random)));
            }
        } finally {
            rest.readLock().unlock();
        }
    }

    /** One check, or as many as a phone has kept while it had no network. */
    private List<Cambio> checks(String id, String campo, Random random) {
        int count = random.nextBoolean() ? 1 : 2 + random.nextInt(BATCH - 1);
        List<Cambio> changes = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            Fila fila = any(id, random);
            Sender.Estado known = sender.known(fila);
            boolean now = campo.equals("v") ? known.v() : known.d();
            changes.add(Cambio.check(fila, campo, !now, TAPS.of(taps.incrementAndGet())));
        }
        return changes;
    }

    /** Sometimes more than there is, which unticks both. */
    private Cambio deduct(Fila fila, Random random) {
        int next = dctos.getOrDefault(fila.vendedorId(), new AtomicInteger()).incrementAndGet();
        return Cambio.dctos(fila, random.nextInt(3) == 0 ? Planillas.CANTIDAD + next : next);
    }

    private Fila any(String id, Random random) {
        List<Fila> all = filas.getOrDefault(id, List.of());
        return all.get(random.nextInt(all.size()));
    }

    /** Many write to one vendedor through all instances, without any pause, for a while. */
    public void burst(String id, Duration time, long seed) throws InterruptedException {
        long end = System.nanoTime() + time.toNanos();
        List<Thread> crowd = new ArrayList<>();
        for (int i = 0; i < BURST_THREADS; i++) {
            Random random = new Random(seed + i);
            Thread thread = new Thread(() -> {
                try {
                    while (System.nanoTime() < end) {
                        write(id, random);
                    }
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                } catch (RuntimeException | Error e) {
                    ledger.failed(e);
                }
            });
            thread.setDaemon(true);
            crowd.add(thread);
            thread.start();
        }
        for (Thread thread : crowd) {
            thread.join();
        }
    }

    /** Returns when what was begun is decided; nothing is begun before {@link #goOn}. */
    public void rest() {
        rest.writeLock().lock();
    }

    /** Ends a rest. */
    public void goOn() {
        rest.writeLock().unlock();
    }

    /** No more is begun; returns when what was begun is decided. */
    public void finish() throws InterruptedException {
        ended = true;
        for (Thread thread : threads) {
            thread.join();
        }
    }

    /** Breaks off what is not finished; also during a rest. */
    @Override
    public void close() {
        ended = true;
        threads.forEach(Thread::interrupt);
        while (rest.isWriteLockedByCurrentThread()) {
            rest.writeLock().unlock();
        }
    }
}
