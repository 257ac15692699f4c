package cargue.faults.fault;

import cargue.faults.link.Link;
import cargue.faults.link.Watch;
import cargue.faults.yard.Node;
import cargue.faults.yard.Yard;
import cargue.local.process.Progress;
import cargue.local.process.Waiting;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.function.BooleanSupplier;

/**
 * Kills and freezes at named points of a check's way, found by what passes the links and what PostgreSQL holds: nothing in
 * the services knows of it.
 */
final class PointFaults {

    private static final Duration PATIENCE = Duration.ofSeconds(15);

    private final Yard yard;

    PointFaults(Yard yard) {
        this.yard = yard;
    }

    /** Its way to Kafka is silent, so what is committed and not published is so until another instance publishes it. */
    Injection killBeforeSend(Random random) {
        Node node = Dice.any(yard.ingests(), random);
        boolean both = random.nextBoolean();
        List<Node> silenced = both ? yard.ingests() : List.of(node);
        return new Injection(
                Kind.KILL_BEFORE_SEND,
                node.name() + (both ? ", the other silenced too" : ""),
                needs(yard.ingests()),
                () -> {
                    try {
                        silenced.forEach(each -> each.kafka().forEach(Link::silence));
                        await("events that are committed and not sent", this::isPending);
                        node.process().kill();
                    } finally {
                        silenced.forEach(each -> each.kafka().forEach(Link::open));
                        node.revive();
                    }
                });
    }

    private boolean isPending() {
        try (Connection database = yard.connect();
                Statement select = database.createStatement();
                ResultSet row = select.executeQuery("SELECT EXISTS (SELECT FROM vendedor_stream s"
                        + " JOIN outbox_cursor c USING (vendedor_id)"
                        + " WHERE (s.epoca, s.last_seq) <> (c.epoca, c.published_seq))")) {
            return row.next() && row.getBoolean(1);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    /**
     * When the relay's events pass on their way to Kafka, the relay's ways to PostgreSQL are shut; when Kafka's answer to
     * them has passed and the relay's next word to PostgreSQL waits, which is the cursor's, the instance is killed.
     */
    Injection killBeforeCursor(Random random) {
        Node node = Dice.any(yard.ingests(), random);
        return new Injection(Kind.KILL_BEFORE_CURSOR, node.name(), needs(List.of(node)), () -> {
            SendWatch watch = new SendWatch(node.jdbc()::silenceMarkedUpstream);
            try {
                node.kafka().forEach(link -> link.watch(watch));
                await("answer of Kafka to events", watch::isAcknowledged);
                await("cursor on its way to PostgreSQL", node.jdbc()::holdsUpstream);
            } finally {
                node.process().kill(); // also when the point was not reached: it must not go on from half of it
                end(watch, node);
                node.jdbc().open();
                node.revive();
            }
        });
    }

    /**
     * The relay holds the cursors' locks and its events are on their way when it freezes. PostgreSQL frees the locks
     * after 10 s, the other instance sends the same events, and then the frozen one wakes in the middle of its work.
     */
    Injection freezeRelay(Random random) {
        Node node = Dice.any(yard.ingests(), random);
        Duration time = ServerFaults.FREEZE.plus(Dice.between(0, 4000, random));
        return new Injection(
                Kind.RELAY_FREEZE, node.name() + " for " + time.toMillis() + " ms", needs(List.of(node)), () -> {
                    SendWatch watch = new SendWatch(node.process()::pause);
                    try {
                        node.kafka().forEach(link -> link.watch(watch));
                        await("events on their way to Kafka", watch::isSent);
                        Dice.pass(time);
                    } finally {
                        end(watch, node);
                        node.process().resume();
                        node.revive();
                    }
                });
    }

    private static void end(SendWatch watch, Node node) {
        watch.end();
        node.kafka().forEach(link -> link.watch(Watch.NONE));
    }

    private static Set<String> needs(List<Node> nodes) {
        Set<String> needs = new HashSet<>(Set.of("kafka", "postgres"));
        for (Node node : nodes) {
            needs.add(node.name());
            needs.add(node.jdbc().name());
            node.kafka().forEach(link -> needs.add(link.name()));
        }
        return Set.copyOf(needs);
    }

    private static void await(String what, BooleanSupplier condition) throws InterruptedException, Injection.Missed {
        if (!Waiting.until(condition, PATIENCE, what, Progress.silent())) {
            throw new Injection.Missed(what);
        }
    }
}
