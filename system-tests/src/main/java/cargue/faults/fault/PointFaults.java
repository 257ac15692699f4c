package cargue.faults.fault;

import cargue.faults.client.Ledger;
import cargue.faults.link.Link;
import cargue.faults.link.Watch;
import cargue.faults.yard.Node;
import cargue.faults.yard.Yard;
import cargue.local.process.Progress;
import cargue.local.process.Waiting;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;

/** Kills at named points of a check's way, found by what passes the links: nothing in the services knows of it. */
final class PointFaults {

    private static final Duration PATIENCE = Duration.ofSeconds(15);
    private static final int SOME = 5;

    private final Yard yard;
    private final Ledger ledger;

    PointFaults(Yard yard, Ledger ledger) {
        this.yard = yard;
        this.ledger = ledger;
    }

    /** Its way to Kafka is silent while checks are acknowledged, so what is committed then was not sent. */
    Injection killBeforeSend(Random random) {
        Node node = Dice.any(yard.ingests(), random);
        boolean both = random.nextBoolean();
        Set<String> needs = new HashSet<>(Set.of("ingest-1", "ingest-2", "kafka", "postgres"));
        yard.ingests().forEach(each -> each.kafka().forEach(link -> needs.add(link.name())));
        return new Injection(
                Kind.KILL_BEFORE_SEND,
                node.name() + (both ? ", the other silenced too" : ""),
                Set.copyOf(needs),
                () -> {
                    Iterable<Node> silenced = both ? yard.ingests() : List.of(node);
                    silenced.forEach(each -> each.kafka().forEach(Link::silence));
                    try {
                        long before = ledger.acknowledged();
                        await("checks to be acknowledged", () -> ledger.acknowledged() >= before + SOME);
                        node.process().kill();
                    } finally {
                        silenced.forEach(each -> each.kafka().forEach(Link::open));
                        node.revive();
                    }
                });
    }

    /**
     * When the relay's events pass on their way to Kafka, the way to PostgreSQL is shut; when Kafka's answer has passed
     * and the relay's next word to PostgreSQL waits, which can only be the cursor's, the instance is killed.
     */
    Injection killBeforeCursor(Random random) {
        Node node = Dice.any(yard.ingests(), random);
        Set<String> needs = new HashSet<>(Set.of(node.name(), node.jdbc().name(), "kafka", "postgres"));
        node.kafka().forEach(link -> needs.add(link.name()));
        return new Injection(Kind.KILL_BEFORE_CURSOR, node.name(), Set.copyOf(needs), () -> {
            SendWatch watch = new SendWatch(node.jdbc());
            node.kafka().forEach(link -> link.watch(watch));
            try {
                await("events on their way to Kafka", watch::acknowledged);
                await("the cursor's move to wait", node.jdbc()::holdsUpstream);
                node.process().kill();
            } finally {
                node.kafka().forEach(link -> link.watch(Watch.NONE));
                node.jdbc().open();
                node.process().kill(); // also when the point was not reached: it must not go on from half of it
                node.revive();
            }
        });
    }

    private static void await(String what, BooleanSupplier condition) throws InterruptedException, Injection.Missed {
        if (!Waiting.until(condition, PATIENCE, what, Progress.silent())) {
            throw new Injection.Missed(what);
        }
    }

    /** Shuts the way to PostgreSQL when the first events pass, and counts what Kafka answers after that. */
    private static final class SendWatch implements Watch {

        private static final byte[] EVENT = "\"type\":\"check_update\"".getBytes(StandardCharsets.UTF_8);

        /** Of Kafka's protocol: after the length, the call's number, which is 0 for produce. */
        private static final int CALL = 4;

        private final Link jdbc;
        private final AtomicInteger answers = new AtomicInteger(-1);

        SendWatch(Link jdbc) {
            this.jdbc = jdbc;
        }

        @Override
        public void upstream(byte[] bytes, int length) {
            if (answers.get() < 0
                    && length > CALL + 1
                    && bytes[CALL] == 0
                    && bytes[CALL + 1] == 0
                    && hasEvent(bytes, length)) {
                jdbc.silenceUpstream();
                answers.set(0);
            }
        }

        @Override
        public void downstream() {
            answers.updateAndGet(n -> n < 0 ? n : n + 1);
        }

        boolean acknowledged() {
            return answers.get() > 0;
        }

        private static boolean hasEvent(byte[] bytes, int length) {
            for (int i = 0; i + EVENT.length <= length; i++) {
                if (Arrays.equals(bytes, i, i + EVENT.length, EVENT, 0, EVENT.length)) {
                    return true;
                }
            }
            return false;
        }
    }
}
