package cargue.faults.client;

import cargue.contract.Rol;
import cargue.faults.history.Fila;
import cargue.local.issuer.Issuer;
import java.sql.Connection;
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
        String admin = issuer.token(Rol.ADMIN, "ADMIN", TTL);
        new Filling(setUpBase, admin, ledger, clock).fill(planillas, tokens, database);
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
