package cargue.faults.fault;

import cargue.faults.yard.Node;
import cargue.faults.yard.Yard;
import cargue.local.kafka.Kafka;
import cargue.local.postgres.Postgres;
import cargue.local.process.ServerProcess;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.Set;

/** Faults of whole processes. */
final class ServerFaults {

    /** Above every timeout that a frozen peer meets, the longest of which are the 15 s of the relay's reads from PostgreSQL. */
    static final Duration FREEZE = Duration.ofSeconds(16);

    /** Above the 5 s that the relay and Kafka's clients wait for an answer. */
    private static final Duration OUTAGE = Duration.ofSeconds(7);

    private static final int BACKENDS = 5;
    /** Not the one that migrates: a service whose migration is cut off does not start. */
    private static final String OF_INGEST = "application_name IN ('cargue-ingest', 'cargue-relay')";

    private final Yard yard;

    ServerFaults(Yard yard) {
        this.yard = yard;
    }

    Injection kill(Kind kind, List<Node> nodes, Random random) {
        Node node = Dice.any(nodes, random);
        Duration down = Dice.between(0, 1500, random);
        return of(kind, node, "down " + down.toMillis() + " ms", () -> {
            node.process().kill();
            Dice.pass(down);
            node.revive();
        });
    }

    Injection restart(Kind kind, List<Node> nodes, Random random) {
        Node node = Dice.any(nodes, random);
        return of(kind, node, "", () -> {
            node.process().stop();
            node.revive();
        });
    }

    Injection pause(Kind kind, List<Node> nodes, Random random) {
        Node node = Dice.any(nodes, random);
        Duration time = FREEZE.plus(Dice.between(0, 4000, random));
        return of(kind, node, "for " + time.toMillis() + " ms", () -> {
            node.process().pause();
            try {
                Dice.pass(time);
            } finally {
                node.process().resume();
            }
            node.awaitReady();
        });
    }

    private static Injection of(Kind kind, Node node, String how, Injection.Action action) {
        return new Injection(kind, (node.name() + " " + how).strip(), Set.of(node.name()), action);
    }

    Injection kafkaKill(Random random) {
        Kafka broker = Dice.any(yard.brokers().all(), random);
        Duration down = Dice.between(0, 2000, random);
        return of(Kind.KAFKA_KILL, broker, down, () -> {
            broker.kill();
            Dice.pass(down);
            revive(broker);
        });
    }

    Injection kafkaOutage(Random random) {
        Kafka broker = Dice.any(yard.brokers().all(), random);
        Duration down = OUTAGE.plus(Dice.between(0, 5000, random));
        return of(Kind.KAFKA_OUTAGE, broker, down, () -> {
            broker.stop();
            Dice.pass(down);
            revive(broker);
        });
    }

    Injection kafkaPause(Random random) {
        Kafka broker = Dice.any(yard.brokers().all(), random);
        Duration time = OUTAGE.plus(Dice.between(0, 3000, random));
        return of(Kind.KAFKA_PAUSE, broker, time, () -> {
            broker.pause();
            try {
                Dice.pass(time);
            } finally {
                broker.resume();
            }
            broker.awaitReady(Yard.START_LIMIT);
        });
    }

    /** Of three brokers: the two others go on without it. */
    Injection kafkaLeader(String vendedorId, Random random) {
        Duration down = Dice.between(500, 6000, random);
        return new Injection(
                Kind.KAFKA_LEADER, "of " + vendedorId + " for " + down.toMillis() + " ms", Set.of("kafka"), () -> {
                    Kafka leader = yard.brokers().leader(vendedorId);
                    leader.kill();
                    Dice.pass(down);
                    revive(leader);
                });
    }

    private static Injection of(Kind kind, Kafka broker, Duration time, Injection.Action action) {
        return new Injection(kind, broker.name() + " for " + time.toMillis() + " ms", Set.of("kafka"), action);
    }

    static void revive(ServerProcess server) throws InterruptedException {
        server.start();
        server.awaitReady(Yard.START_LIMIT);
    }

    Injection postgresCrash(Random random) {
        Duration down = Dice.between(0, 1500, random);
        return postgres(Kind.POSTGRES_CRASH, "down " + down.toMillis() + " ms", postgres -> {
            postgres.signal("QUIT");
            postgres.onExit().join();
            Dice.pass(down);
            revive(postgres);
        });
    }

    Injection postgresRestart() {
        return postgres(Kind.POSTGRES_RESTART, "", postgres -> {
            postgres.stop();
            revive(postgres);
        });
    }

    Injection postgresBackends(Random random) {
        int count = 1 + random.nextInt(BACKENDS);
        return postgres(Kind.POSTGRES_BACKENDS, count + " of them", postgres -> {
            try (Connection database = yard.connect();
                    Statement terminate = database.createStatement()) {
                terminate.execute("SELECT pg_terminate_backend(pid) FROM (SELECT pid FROM pg_stat_activity WHERE "
                        + OF_INGEST + " ORDER BY random() LIMIT " + count + ") s");
            }
        });
    }

    /** PostgreSQL then ends all other backends and recovers, the postmaster going on. */
    Injection postgresBackendKill() {
        return postgres(Kind.POSTGRES_BACKEND_KILL, "", postgres -> {
            try (Connection database = yard.connect();
                    Statement statement = database.createStatement();
                    ResultSet row = statement.executeQuery(
                            "SELECT pid FROM pg_stat_activity WHERE " + OF_INGEST + " ORDER BY random() LIMIT 1")) {
                if (row.next()) {
                    ProcessHandle.of(row.getLong(1)).ifPresent(ProcessHandle::destroyForcibly);
                }
            }
            postgres.awaitReady(Yard.START_LIMIT);
        });
    }

    private interface Work {
        void on(Postgres postgres) throws Exception;
    }

    private Injection postgres(Kind kind, String how, Work work) {
        return new Injection(kind, ("postgres " + how).strip(), Set.of("postgres"), () -> work.on(yard.postgres()));
    }
}
