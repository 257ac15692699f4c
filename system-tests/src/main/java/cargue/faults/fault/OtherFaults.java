package cargue.faults.fault;

import cargue.faults.client.Writers;
import cargue.faults.yard.Disk;
import cargue.faults.yard.Node;
import cargue.faults.yard.Records;
import cargue.faults.yard.Yard;
import cargue.local.process.ServerProcess;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.UUID;

/** Disks, clocks, crowds and poison. */
final class OtherFaults {

    private static final int SKEW_S = 300;
    private final Yard yard;
    private final Writers writers;
    private final List<String> vendedores;

    OtherFaults(Yard yard, Writers writers, List<String> vendedores) {
        this.yard = yard;
        this.writers = writers;
        this.vendedores = vendedores;
    }

    Injection hotVendedor(Random random) {
        long seed = random.nextLong();
        Duration time = Dice.between(1000, 3000, random);
        String id = Dice.any(vendedores, random);
        return new Injection(
                Kind.HOT_VENDEDOR,
                id + " for " + time.toMillis() + " ms",
                Set.of("writers"),
                () -> writers.burst(id, time, seed));
    }

    Injection poison(Random random) {
        String id = Dice.any(vendedores, random);
        String text = new UUID(random.nextLong(), random.nextLong()).toString();
        return new Injection(
                Kind.POISON,
                "under the key " + id,
                Set.of("kafka"),
                () -> Records.poison(yard.brokers().bootstrapServers(), id, text));
    }

    Injection disk(Kind kind, Disk disk, ServerProcess server, String need, Random random) {
        Duration time = Dice.between(2000, 6000, random);
        return new Injection(kind, need + " for " + time.toMillis() + " ms", Set.of(need), () -> {
            try {
                disk.fill();
                Dice.pass(time);
            } finally {
                disk.empty();
            }
            if (!server.isAlive()) {
                server.start();
            }
            server.awaitReady(Yard.START_LIMIT);
        });
    }

    Injection clock(Random random) {
        Node node = Dice.any(yard.nodes(), random);
        int skew = random.nextBoolean() ? SKEW_S : -SKEW_S;
        Duration time = Dice.between(4000, 9000, random);
        return new Injection(Kind.CLOCK, node.name() + " by " + skew + " s", Set.of(node.name(), "clock"), () -> {
            node.process().kill();
            node.shiftClock(skew);
            try {
                node.revive();
                Dice.pass(time);
            } finally {
                node.process().kill();
                node.shiftClock(0);
            }
            node.revive();
        });
    }
}
