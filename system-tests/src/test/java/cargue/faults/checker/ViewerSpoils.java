package cargue.faults.checker;

import cargue.faults.history.Seen;
import java.util.List;
import java.util.function.Function;
import java.util.function.Predicate;

/** Faults of push-service, put into what the first viewer of one vendedor saw. Each breaks one promise. */
final class ViewerSpoils {

    private ViewerSpoils() {}

    /** The last change is never sent. */
    static void forgetTheLast(MadeHistory h) {
        List<Seen> seen = viewer(h).seen;
        long head = h.run.stream(viewer(h).vendedores.get(0)).posicion().seq();
        int reached = first(
                seen,
                s -> (s instanceof Seen.Checks m && m.a() == head) || (s instanceof Seen.Hello n && n.seq() == head));
        seen.subList(reached, seen.size()).clear();
    }

    /** A frame is lost, early enough for its rows to change again. */
    static void loseAFrame(MadeHistory h) {
        List<Seen> seen = viewer(h).seen;
        for (int i = 1; i < seen.size(); i++) {
            if (seen.get(i - 1) instanceof Seen.Checks lost
                    && seen.get(i) instanceof Seen.Checks next
                    && next.de() == lost.a()) {
                seen.remove(i - 1);
                return;
            }
        }
        throw new IllegalStateException("no two that follow on one another");
    }

    /** The row in a message is not quite the event. */
    static void retouch(MadeHistory h) {
        replace(h, s -> s instanceof Seen.Checks m && m.rows().size() == 1, s -> {
            Seen.Checks m = (Seen.Checks) s;
            String row = m.rows().get(0).replace("\"origen\":\"app\"", "\"origen\":\"otra\"");
            return new Seen.Checks(m.at(), m.vendedorId(), m.de(), m.a(), List.of(row));
        });
    }

    /** A frame that the viewer has had already lacks a row. */
    static void omitFromOldFrame(MadeHistory h) {
        List<Seen> seen = viewer(h).seen;
        Seen.Checks m = (Seen.Checks) seen.get(last(seen, s -> s instanceof Seen.Checks));
        seen.add(new Seen.Checks(
                m.at(),
                m.vendedorId(),
                m.de(),
                m.a(),
                m.rows().subList(1, m.rows().size())));
    }

    /** A row is told twice in one frame. */
    static void tellTwice(MadeHistory h) {
        List<Seen> seen = viewer(h).seen;
        Seen.Checks m = (Seen.Checks) seen.get(last(
                seen, s -> s instanceof Seen.Checks c && c.rows().size() == 1));
        seen.add(new Seen.Checks(
                m.at(),
                m.vendedorId(),
                m.de(),
                m.a(),
                List.of(m.rows().get(0), m.rows().get(0))));
    }

    /** A snapshot lacks a row that changes later, so that in the end it is there. */
    static void omitFromSnapshot(MadeHistory h) {
        replace(h, s -> s instanceof Seen.Snapshot m && m.rows().size() > 1, s -> {
            Seen.Snapshot m = (Seen.Snapshot) s;
            List<String> rows = m.rows().subList(1, m.rows().size());
            return new Seen.Snapshot(m.at(), m.vendedorId(), m.seq(), m.parte(), m.partes(), rows);
        });
    }

    /** A latido tells of what was never sent. */
    static void skipSilently(MadeHistory h) {
        replace(h, s -> s instanceof Seen.Latido, s -> {
            Seen.Latido m = (Seen.Latido) s;
            return new Seen.Latido(m.at(), m.vendedorId(), m.seq() + 1);
        });
    }

    /** A frame begins after what the viewer has. */
    static void skip(MadeHistory h) {
        List<Seen> seen = viewer(h).seen;
        Seen.Checks last = (Seen.Checks) seen.get(last(seen, s -> s instanceof Seen.Checks));
        Seen.Checks far = new Seen.Checks(last.at(), last.vendedorId(), last.a() + 1, last.a() + 2, List.of());
        seen.add(far);
    }

    /** The stream begins before what was shown. */
    static void goBack(MadeHistory h) {
        List<Seen> seen = viewer(h, s -> s instanceof Seen.Hello m && m.modo().equals("delta")).seen;
        int delta = last(seen, s -> s instanceof Seen.Hello m && m.modo().equals("delta"));
        Seen.Hello m = (Seen.Hello) seen.get(delta);
        seen.set(delta, new Seen.Hello(m.at(), m.vendedorId(), m.epoca(), m.seq() - 1, "delta"));
    }

    /** A hello in the place of a snapshot's later parts, then all of it. */
    static void interrupt(MadeHistory h) {
        List<Seen> seen = viewer(h).seen;
        int hello = last(seen, s -> s instanceof Seen.Hello m && m.modo().equals("snapshot") && m.seq() > 0);
        int part = hello + 1;
        Seen.Snapshot first = (Seen.Snapshot) seen.get(part);
        seen.add(part, new Seen.Snapshot(first.at(), first.vendedorId(), first.seq(), 1, 2, List.of()));
        seen.add(part + 1, seen.get(hello));
    }

    /** Checks before the hello. */
    static void startEarly(MadeHistory h) {
        List<Seen> seen = viewer(h).seen;
        int asked = last(seen, s -> s instanceof Seen.Asked);
        Seen.Asked m = (Seen.Asked) seen.get(asked);
        seen.add(asked + 1, new Seen.Latido(m.at(), m.vendedorId(), m.seq()));
    }

    /** Whoever wrote the history down is wrong: it asked for a position that it had not shown. */
    static void askForAnother(MadeHistory h) {
        List<Seen> seen = viewer(h, s -> s instanceof Seen.Asked m && m.epoca() != null).seen;
        int at = last(seen, s -> s instanceof Seen.Asked m && m.epoca() != null);
        Seen.Asked m = (Seen.Asked) seen.get(at);
        seen.set(at, new Seen.Asked(m.at(), m.node(), m.vendedorId(), m.epoca(), m.seq() + 1));
    }

    /** Messages on a connection that has ended. */
    static void goOnAfterTheEnd(MadeHistory h) {
        List<Seen> seen = viewer(h).seen;
        Seen.Checks last = (Seen.Checks) seen.get(last(seen, s -> s instanceof Seen.Checks));
        seen.add(new Seen.Closed(last.at(), 1006));
        seen.add(last);
    }

    /** The server blames the viewer, who has everything by then. */
    static void blame(MadeHistory h) {
        viewer(h).seen.add(new Seen.Closed(Long.MAX_VALUE, 4400));
    }

    private static MadeViewer viewer(MadeHistory h) {
        return h.viewers.viewers.get(1);
    }

    /** Not all have seen everything. */
    private static MadeViewer viewer(MadeHistory h, Predicate<Seen> what) {
        return h.viewers.viewers.stream()
                .filter(viewer -> viewer.seen.stream().anyMatch(what))
                .findFirst()
                .orElseThrow();
    }

    private static void replace(MadeHistory h, Predicate<Seen> which, Function<Seen, Seen> by) {
        List<Seen> seen = viewer(h).seen;
        int at = first(seen, which);
        seen.set(at, by.apply(seen.get(at)));
    }

    private static int first(List<Seen> seen, Predicate<Seen> which) {
        for (int i = 0; i < seen.size(); i++) {
            if (which.test(seen.get(i))) {
                return i;
            }
        }
        throw new IllegalStateException("none");
    }

    private static int last(List<Seen> seen, Predicate<Seen> which) {
        for (int i = seen.size() - 1; i >= 0; i--) {
            if (which.test(seen.get(i))) {
                return i;
            }
        }
        throw new IllegalStateException("none");
    }
}
