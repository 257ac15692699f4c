package cargue.ingest.outbox;

import cargue.contract.EventoIlegible;
import cargue.ingest.outbox.Pendientes.Cola;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;

/**
 * Publishes committed events to Kafka, each vendedor's in seq order, at least once. Any number of instances may run:
 * they take turns by the cursors' row locks. Its one thread owns all its state; a failure rolls back, throws the
 * producer away and resumes from the cursors.
 */
@Component
class OutboxRelay implements SmartLifecycle {

    private static final Logger log = LoggerFactory.getLogger(OutboxRelay.class);
    private static final int MAX_VENDEDORES = 100;
    private static final Duration FIRST_BACKOFF = Duration.ofMillis(100);
    private static final Duration MAX_BACKOFF = Duration.ofSeconds(2);
    private static final Duration ALARM_EVERY = Duration.ofMinutes(1);
    private static final Duration STOP_TIMEOUT = Duration.ofSeconds(10);

    private final Flags flags;
    private final Pendientes pendientes;
    private final RelayDatabase database;
    private final Topics topics;
    private final KafkaClients kafka;
    private final OutboxProperties properties;
    private final RelayMetrics metrics;
    private final RelayTraces traces;

    private volatile @Nullable Thread thread;
    private volatile boolean running;
    private volatile boolean topicsReady;

    // Owned by the relay's thread.
    private @Nullable Publisher publisher;
    private Duration backoff = Duration.ZERO;
    private @Nullable Class<?> told;
    private long nextSweep;
    private final Map<String, Long> stopped = new HashMap<>();

    OutboxRelay(
            Flags flags,
            Pendientes pendientes,
            RelayDatabase database,
            Topics topics,
            KafkaClients kafka,
            OutboxProperties properties,
            RelayMetrics metrics,
            RelayTraces traces) {
        this.flags = flags;
        this.pendientes = pendientes;
        this.database = database;
        this.topics = topics;
        this.kafka = kafka;
        this.properties = properties;
        this.metrics = metrics;
        this.traces = traces;
    }

    /** Whether both topics are there as they should be. */
    boolean topicsReady() {
        return topicsReady;
    }

    private void run() {
        nextSweep = System.nanoTime();
        while (running || !flags.isEmpty()) {
            List<String> taken = List.of();
            try {
                sweepWhenDue();
                taken = flags.take(MAX_VENDEDORES);
                if (taken.isEmpty()) {
                    flags.await(nextSweep - System.nanoTime());
                } else {
                    publish(taken);
                }
                recovered();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                break; // stopping
            } catch (Exception e) {
                flags.raise(taken);
                failed(e);
                if (!running) {
                    break; // the next start, or another instance, resumes from the cursors
                }
            }
        }
        closePublisher();
    }

    private void sweepWhenDue() throws Exception {
        if (System.nanoTime() - nextSweep < 0) {
            return;
        }
        long sweep = properties.sweep().toNanos();
        nextSweep = System.nanoTime() + sweep - ThreadLocalRandom.current().nextLong(sweep / 10 + 1);
        publisher(); // makes the topics even before there is anything to send
        List<String> behind = pendientes.vendedores();
        stopped.keySet().retainAll(behind); // another instance may have published what was mended
        metrics.stopped(stopped.size());
        flags.raise(behind);
    }

    /** What was published, when it was read, and how long Kafka took. */
    private record Publicadas(List<Cola> colas, Instant read, Duration took) {}

    private void publish(List<String> vendedorIds) throws Exception {
        Publisher current = publisher();
        Publicadas done = database.transaction().execute(status -> {
            List<Cola> colas = pendientes.lockAndRead(vendedorIds).stream()
                    .filter(cola -> sound(cola) && !cola.filas().isEmpty())
                    .toList();
            Instant read = Instant.now();
            long start = System.nanoTime();
            if (!colas.isEmpty()) {
                send(current, colas);
            }
            Duration took = Duration.ofNanos(System.nanoTime() - start);
            if (!colas.isEmpty()) {
                pendientes.published(colas);
            }
            return new Publicadas(colas, read, took);
        });
        // Only now that the cursors have moved: what is sent again is told once.
        metrics.published(done.colas(), done.took());
        traces.published(done.colas(), done.read(), done.read().plus(done.took()));
        done.colas().stream()
                .filter(cola -> cola.filas().size() == Pendientes.MAX_EVENTS)
                .forEach(cola -> flags.raise(cola.vendedorId()));
    }

    private void send(Publisher current, List<Cola> colas) {
        try {
            current.publish(colas, properties.sendTimeout());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new NotPublished(e);
        } catch (ExecutionException | TimeoutException | EventoIlegible e) {
            throw new NotPublished(e);
        }
    }

    /** A hole means that the log is damaged; sending past it would hide that, so only that vendedor stops. */
    private boolean sound(Cola cola) {
        if (cola.contiguous()) {
            stopped.remove(cola.vendedorId());
            metrics.stopped(stopped.size());
            return true;
        }
        long now = System.nanoTime();
        Long alarmed = stopped.get(cola.vendedorId());
        if (alarmed == null || now - alarmed > ALARM_EVERY.toNanos()) {
            stopped.put(cola.vendedorId(), now);
            metrics.stopped(stopped.size());
            log.error(
                    "ALARM the event log of {} is not whole after {}: nothing more of it is published",
                    cola.vendedorId(),
                    cola.published());
        }
        return false;
    }

    private Publisher publisher() throws Exception {
        Publisher current = publisher;
        if (current == null) {
            topics.ensure();
            topicsReady = true;
            metrics.topicUsable(true);
            current = new Publisher(kafka);
            publisher = current;
        }
        return current;
    }

    /** With nothing to send, a turn of the loop that did not fail proves nothing: a publisher does. */
    private void recovered() {
        if (publisher != null && !backoff.isZero()) {
            log.info("The relay publishes again");
            backoff = Duration.ZERO;
            told = null;
        }
    }

    /** Told once, not at every try. */
    private void failed(Exception e) {
        Throwable cause = cause(e);
        if (cause.getClass() == told) {
            log.debug("The relay still cannot publish", cause);
        } else if (cause instanceof Topics.TopicUnusable) {
            log.error("ALARM nothing is published, checks are still taken: {}", cause.getMessage());
        } else {
            log.warn("The relay cannot publish and tries until it can; checks are still taken: {}", cause.toString());
        }
        told = cause.getClass();
        topicsReady = topicsReady && !(cause instanceof Topics.TopicUnusable);
        metrics.topicUsable(topicsReady);
        metrics.failed();
        closePublisher();
        backoff = backoff.isZero() ? FIRST_BACKOFF : min(backoff.multipliedBy(2), MAX_BACKOFF);
        pause(backoff);
    }

    /** Kafka's own word; what wraps it is the same for one that is away and for one that refuses. */
    private static Throwable cause(Throwable e) {
        Throwable wrapped = e instanceof NotPublished || e instanceof ExecutionException ? e.getCause() : null;
        return wrapped == null ? e : cause(wrapped);
    }

    private static Duration min(Duration a, Duration b) {
        return a.compareTo(b) < 0 ? a : b;
    }

    private void pause(Duration time) {
        try {
            Thread.sleep(time.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt(); // stopping: the loop ends at its next wait
        }
    }

    private void closePublisher() {
        Publisher current = publisher;
        publisher = null;
        if (current != null) {
            current.close();
        }
    }

    @Override
    public void start() {
        running = true;
        Thread started = new Thread(this::run, "outbox-relay");
        thread = started;
        started.start();
    }

    /** Sends what is flagged and ends; what Kafka does not take within the time is left to the next start. */
    @Override
    public void stop() {
        running = false;
        Thread current = thread;
        if (current == null) {
            return;
        }
        java.util.concurrent.locks.LockSupport.unpark(current);
        try {
            current.join(STOP_TIMEOUT.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        if (current.isAlive()) {
            current.interrupt();
        }
    }

    @Override
    public boolean isRunning() {
        return running;
    }

    /** Before the web server and after it: what its last requests commit is still sent. */
    @Override
    public int getPhase() {
        return 0;
    }

    /** Kafka has not got the events, or perhaps it has: roll back and repeat. */
    private static final class NotPublished extends RuntimeException {

        private static final long serialVersionUID = 1L;

        NotPublished(Exception cause) {
            super(cause);
        }
    }
}
