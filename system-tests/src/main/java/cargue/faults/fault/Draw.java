package cargue.faults.fault;

import cargue.faults.client.Planillas;
import cargue.faults.client.Writers;
import cargue.faults.yard.Yard;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;

/**
 * Draws the faults of a run, one after the other, the same for the same seed and yard. Each kind comes as often as its
 * weight says before any comes again. Used by one thread.
 */
public final class Draw {

    private final Random random;
    private final List<Kind> kinds;
    private final List<Kind> bag = new ArrayList<>();
    private final ServerFaults servers;
    private final LinkFaults links;
    private final PointFaults points;
    private final OtherFaults others;
    private final Yard yard;
    private final List<String> vendedores;

    /** @param wanted the kinds to draw; empty: all that have a weight */
    public Draw(Yard yard, Writers writers, Planillas planillas, Set<Kind> wanted, long seed) {
        this.yard = yard;
        this.random = new Random(seed);
        this.vendedores = planillas.vendedores();
        this.servers = new ServerFaults(yard);
        this.links = new LinkFaults(yard);
        this.points = new PointFaults(yard);
        this.others = new OtherFaults(yard, writers, vendedores);
        this.kinds = Arrays.stream(Kind.values())
                .filter(kind -> wanted.isEmpty() ? kind.weight() > 0 : wanted.contains(kind))
                .filter(kind -> lacks(kind).isEmpty())
                .toList();
    }

    /** Why a kind cannot be had on this machine. */
    public Optional<String> lacks(Kind kind) {
        return switch (kind) {
            case KAFKA_DISK ->
                yard.brokers().all().size() > 1
                        ? Optional.of("of three brokers none has a disk of its own")
                        : diskLacks(yard.kafkaDisk().canBeFilled());
            case POSTGRES_DISK -> diskLacks(yard.postgresDisk().canBeFilled());
            default -> Optional.empty();
        };
    }

    private static Optional<String> diskLacks(boolean can) {
        return can ? Optional.empty() : Optional.of("no small disk could be mounted, which takes root");
    }

    /** Whether there is anything to draw. */
    public boolean isEmpty() {
        return kinds.isEmpty();
    }

    /** The next one. */
    public Injection next() {
        if (bag.isEmpty()) {
            kinds.forEach(kind -> bag.addAll(Collections.nCopies(Math.max(1, kind.weight()), kind)));
            Collections.shuffle(bag, random);
        }
        return of(bag.remove(bag.size() - 1));
    }

    private Injection of(Kind kind) {
        return switch (kind) {
            case INGEST_KILL -> servers.kill(kind, yard.ingests(), random);
            case INGEST_RESTART -> servers.restart(kind, yard.ingests(), random);
            case INGEST_PAUSE -> servers.pause(kind, yard.ingests(), random);
            case KILL_BEFORE_SEND -> points.killBeforeSend(random);
            case KILL_BEFORE_CURSOR -> points.killBeforeCursor(random);
            case RELAY_FREEZE -> points.freezeRelay(random);
            case PUSH_KILL -> servers.kill(kind, yard.pushes(), random);
            case PUSH_RESTART -> servers.restart(kind, yard.pushes(), random);
            case PUSH_PAUSE -> servers.pause(kind, yard.pushes(), random);
            case KAFKA_KILL -> servers.kafkaKill(random);
            case KAFKA_OUTAGE -> servers.kafkaOutage(random);
            case KAFKA_PAUSE -> servers.kafkaPause(random);
            case KAFKA_LEADER -> servers.kafkaLeader(vendedores.get(0), random);
            case POSTGRES_BACKENDS -> servers.postgresBackends(random);
            case POSTGRES_BACKEND_KILL -> servers.postgresBackendKill();
            case POSTGRES_CRASH -> servers.postgresCrash(random);
            case POSTGRES_RESTART -> servers.postgresRestart();
            case LINK_SLOW -> links.slow(random);
            case LINK_SILENT -> links.silent(random);
            case LINK_CUT -> links.cut(random);
            case LINK_HALF_OPEN -> links.halfOpen(random);
            case HOT_VENDEDOR -> others.hotVendedor(random);
            case CLOCK -> others.clock(random);
            case POISON -> others.poison(random);
            case KAFKA_DISK ->
                others.disk(kind, yard.kafkaDisk(), yard.brokers().all().get(0), "kafka", random);
            case POSTGRES_DISK -> others.disk(kind, yard.postgresDisk(), yard.postgres(), "postgres", random);
            case RESTORE -> throw new IllegalStateException(kind + " is a run of its own");
        };
    }
}
