package cargue.faults.fault;

import cargue.faults.link.Link;
import cargue.faults.yard.Yard;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.Set;

/** Faults of the ways between processes: HTTP, JDBC, Kafka, WebSocket. */
final class LinkFaults {

    private static final List<String> WAYS = List.of("http", "jdbc", "kafka", "ws");

    private final Yard yard;

    LinkFaults(Yard yard) {
        this.yard = yard;
    }

    Injection slow(Random random) {
        Link link = any(random);
        Duration delay = Dice.between(20, 400, random);
        return of(
                Kind.LINK_SLOW,
                link,
                Dice.between(1000, 6000, random),
                delay.toMillis() + " ms a piece",
                () -> link.slow(delay));
    }

    Injection silent(Random random) {
        Link link = any(random);
        return of(Kind.LINK_SILENT, link, Dice.between(1000, 9000, random), "", link::silence);
    }

    Injection cut(Random random) {
        Link link = any(random);
        return of(Kind.LINK_CUT, link, Dice.between(0, 5000, random), "", link::cut);
    }

    /** It lasts as long as it takes each end to notice; the time only keeps other faults away from the link. */
    Injection halfOpen(Random random) {
        Link link = any(random);
        return of(Kind.LINK_HALF_OPEN, link, Dice.between(1000, 5000, random), "", link::halfOpen);
    }

    /** Each kind of way as often as the others, though there are more links of some. */
    private Link any(Random random) {
        String way = Dice.any(WAYS, random);
        return Dice.any(
                yard.links().stream()
                        .filter(link -> link.name().startsWith(way))
                        .toList(),
                random);
    }

    private static Injection of(Kind kind, Link link, Duration time, String how, Runnable begin) {
        String target = (link.name() + " for " + time.toMillis() + " ms " + how).strip();
        return new Injection(kind, target, Set.of(link.name()), () -> {
            begin.run();
            try {
                Dice.pass(time);
            } finally {
                link.open();
            }
        });
    }
}
