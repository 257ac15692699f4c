package cargue.local.demo;

import cargue.local.issuer.Issuer;
import cargue.local.process.Progress;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;

/**
 * Fills today's sheets of ID1 to ID6 and ticks them: a dispatcher each product, the seller some seconds later, about
 * five checks a second over all, until all are ticked. Runs on a thread of its own.
 */
public final class Demo implements AutoCloseable {

    private static final List<String> VENDEDORES = List.of("ID1", "ID2", "ID3", "ID4", "ID5", "ID6");
    private static final ZoneId BUSINESS_ZONE = ZoneId.of("America/Bogota");

    private final IngestCalls calls;
    private final Progress progress;
    private final Thread thread = new Thread(this::run, "demo");

    /** Plays into the service at an address such as {@code http://127.0.0.1:8081}, as the issuer's users. */
    public Demo(String ingest, Issuer issuer, Progress progress) {
        this.calls = new IngestCalls(ingest, issuer, progress);
        this.progress = progress;
        thread.setDaemon(true);
    }

    public void start() {
        thread.start();
    }

    /** Stops where it is; a request under way may or may not have been taken. */
    @Override
    public void close() {
        thread.interrupt();
    }

    /** Completes when all is ticked; for tests. */
    void join() throws InterruptedException {
        thread.join();
    }

    private void run() {
        try {
            load(LocalDate.now(BUSINESS_ZONE));
        } catch (InterruptedException e) {
            // Told to stop.
        } catch (RuntimeException e) {
            progress.say("demo: stopped: " + e);
        }
    }

    private void load(LocalDate today) throws InterruptedException {
        Random random = new Random(today.toEpochDay());
        List<Product> catalogue = Product.catalogue();
        List<Sheet> open = new ArrayList<>();
        for (String vendedor : VENDEDORES) {
            Sheet sheet = new Sheet(vendedor, today);
            calls.saveSuggested(sheet, catalogue, random);
            if (!calls.isFullyTicked(sheet)) {
                open.add(sheet);
            }
        }
        if (open.isEmpty()) {
            progress.say("demo: the sheets of " + today + " are ticked already; start with another --data DIR to see"
                    + " it from the beginning");
            return;
        }
        List<Tick> morning = Tick.morning(open, catalogue, random);
        progress.say("demo: filled the sheets of " + today + ", now ticking " + morning.size() + " checks of "
                + open.size() + " sellers");
        play(morning);
        progress.say("demo: done, all sheets of " + today + " are ticked");
    }

    private void play(List<Tick> morning) throws InterruptedException {
        long start = System.nanoTime();
        for (Tick tick : morning) {
            Duration early = tick.at().minusNanos(System.nanoTime() - start);
            TimeUnit.NANOSECONDS.sleep(early.toNanos()); // late, it goes on at once
            calls.tick(tick);
        }
    }
}
