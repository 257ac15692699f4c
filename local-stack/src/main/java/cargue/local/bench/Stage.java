package cargue.local.bench;

import cargue.local.LocalStack;
import cargue.local.bench.socket.Ending;
import cargue.local.bench.socket.Loop;
import cargue.local.process.Ports;
import cargue.local.process.Progress;
import cargue.local.process.StackException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/** What the scenarios of {@code cargue.v1} share: a stack with a filled sheet for each vendedor, and the viewers' thread. */
final class Stage implements AutoCloseable {

    /** Whom a new database holds. */
    static final List<String> VENDEDORES = List.of("ID1", "ID2", "ID3", "ID4", "ID5", "ID6");

    private static final Duration LIMIT = Duration.ofSeconds(30);

    private final LocalStack stack;
    private final Progress progress;
    private final Checks checks;
    private final Loop loop;

    private Stage(LocalStack stack, Progress progress) {
        this.stack = stack;
        this.progress = progress;
        this.checks = new Checks(stack.ingest().url(), stack.issuer());
        this.loop = Loop.to(Ports.HOST, stack.push().port(), checks.dispatcher());
    }

    /** Fills the sheets and returns when a viewer gets them all. */
    static Stage set(LocalStack stack, Progress progress) throws InterruptedException {
        Stage stage = new Stage(stack, progress);
        try {
            progress.say("filling the sheets of " + VENDEDORES.size() + " vendedores with " + Checks.PRODUCTS
                    + " rows each");
            VENDEDORES.forEach(stage.checks::fill);
            stage.connectOnce(VENDEDORES);
            return stage;
        } catch (RuntimeException | InterruptedException e) {
            stage.close();
            throw e;
        }
    }

    LocalStack stack() {
        return stack;
    }

    Checks checks() {
        return checks;
    }

    Loop loop() {
        return loop;
    }

    void say(String line) {
        progress.say(line);
    }

    Progress progress() {
        return progress;
    }

    /** Connects a viewer, and ends it when it has every row of each vendedor. */
    Join connectOnce(List<String> vendedores) throws InterruptedException {
        CompletableFuture<Join> joined = new CompletableFuture<>();
        loop.execute(
                () -> Viewer.of(vendedores, checks.fecha(), new Joining(joined)).connect(loop));
        return loop.await(joined, LIMIT, "a snapshot of " + vendedores);
    }

    @Override
    public void close() {
        loop.close();
    }

    /**
     * Times to the complete snapshots, in nanoseconds.
     *
     * @param fromStart since the viewer began to connect
     * @param fromUpgrade since the server's upgrade was read
     */
    record Join(long fromStart, long fromUpgrade) {}

    private record Joining(CompletableFuture<Join> joined) implements Viewer.Events {

        @Override
        public void moved(Viewer viewer, Follower follower, long before, long now) {
            if (viewer.followers().stream().allMatch(Joining::complete) && !joined.isDone()) {
                var connection = viewer.connection();
                joined.complete(new Join(now - connection.startedAt(), now - connection.upgradedAt()));
                connection.close();
            }
        }

        @Override
        public void ended(Viewer viewer, Ending ending) {
            joined.completeExceptionally(new StackException("a viewer was ended: " + ending));
        }

        private static boolean complete(Follower follower) {
            return follower.live() && follower.position() >= Checks.PRODUCTS;
        }
    }
}
