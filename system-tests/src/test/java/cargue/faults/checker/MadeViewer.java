package cargue.faults.checker;

import cargue.contract.Posicion;
import cargue.faults.history.Seen;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/** A viewer of a made-up run: it comes and goes, and is told of several changes at once or of some twice. */
final class MadeViewer {

    final String name;
    final List<String> vendedores;
    final List<Seen> seen = new ArrayList<>();
    private final Map<String, MadeNode> nodes;
    private final Map<String, Posicion> shown = new HashMap<>();
    private final Random random;
    private boolean connected;

    MadeViewer(String name, List<String> vendedores, Map<String, MadeNode> nodes, Random random) {
        this.name = name;
        this.vendedores = vendedores;
        this.nodes = nodes;
        this.random = random;
    }

    /** A message, and what it shows once it has come; null when it changes no position. */
    private record Message(Seen seen, @Nullable Posicion shows) {}

    void published(String id, MadeNode.Step step, long now) {
        if (!connected) {
            if (random.nextInt(20) == 0) {
                connect(now, true);
            }
        } else if (step == MadeNode.Step.REPLACED) {
            snapshot(id, now).forEach(message -> deliver(id, message));
        } else if (step == MadeNode.Step.CHANGED && random.nextInt(3) > 0) {
            checks(id, now);
        }
        if (connected && random.nextInt(10) == 0) {
            Posicion at = shown.get(id);
            seen.add(new Seen.Latido(now, id, at == null ? 0 : at.seq()));
        }
        if (connected && random.nextInt(80) == 0) {
            close(now);
        }
    }

    /** Gets all that there is. */
    void settle(long now) {
        if (!connected) {
            connect(now, false);
        }
        vendedores.forEach(id -> checks(id, now));
    }

    private void connect(long now, boolean mayBreak) {
        connected = true;
        Map<String, Deque<Message>> due = new HashMap<>();
        for (String id : vendedores) {
            Posicion has = shown.get(id);
            seen.add(new Seen.Asked(now, "push-1", id, epoca(has), has == null ? 0 : has.seq()));
            due.put(id, new ArrayDeque<>(begin(id, now)));
        }
        List<String> order = new ArrayList<>();
        due.forEach((id, messages) -> messages.forEach(message -> order.add(id)));
        Collections.shuffle(order, random);
        int broken = mayBreak && random.nextInt(5) == 0 ? random.nextInt(order.size()) : order.size();
        order.subList(0, broken)
                .forEach(id ->
                        deliver(id, due.getOrDefault(id, new ArrayDeque<>()).remove()));
        if (broken < order.size()) {
            close(now);
        }
    }

    private List<Message> begin(String id, long now) {
        Posicion has = shown.get(id);
        Posicion head = node(id).head();
        if (has == null || head == null || !has.epoca().equals(head.epoca()) || random.nextBoolean()) {
            return snapshot(id, now);
        }
        List<Message> messages = new ArrayList<>();
        messages.add(new Message(new Seen.Hello(now, id, epoca(has), has.seq(), "delta"), null));
        if (has.seq() < head.seq()) {
            messages.add(range(id, has.seq(), head, now));
        }
        return messages;
    }

    private List<Message> snapshot(String id, long now) {
        Posicion head = node(id).head();
        long seq = head == null ? 0 : head.seq();
        List<Message> messages = new ArrayList<>();
        messages.add(new Message(new Seen.Hello(now, id, epoca(head), seq, "snapshot"), null));
        List<String> rows = head == null ? List.of() : node(id).rows(0, seq);
        int partes = rows.size() < 3 ? 1 : random.nextInt(1, 4);
        for (int i = 0; i < partes; i++) {
            List<String> part = rows.subList(rows.size() * i / partes, rows.size() * (i + 1) / partes);
            messages.add(new Message(
                    new Seen.Snapshot(now, id, seq, i + 1, partes, List.copyOf(part)), i + 1 == partes ? head : null));
        }
        return messages;
    }

    /** What is new, in a frame that others share: it may begin before, and may even be old altogether. */
    private void checks(String id, long now) {
        Posicion has = shown.get(id);
        Posicion head = node(id).head();
        if (has == null || head == null) {
            return;
        }
        long de = Math.max(0, has.seq() - random.nextInt(3));
        if (random.nextInt(15) == 0 && de < has.seq()) {
            deliver(id, new Message(range(id, de, has, now).seen(), null));
        }
        if (has.seq() < head.seq()) {
            deliver(id, range(id, de, head, now));
        }
    }

    private Message range(String id, long de, Posicion a, long now) {
        return new Message(new Seen.Checks(now, id, de, a.seq(), node(id).rows(de, a.seq())), a);
    }

    private void deliver(String id, Message message) {
        seen.add(message.seen());
        if (message.shows() != null) {
            shown.put(id, message.shows());
        }
    }

    private void close(long now) {
        seen.add(new Seen.Closed(now, 1012));
        connected = false;
    }

    private MadeNode node(String id) {
        return nodes.computeIfAbsent(id, key -> new MadeNode());
    }

    private static @Nullable String epoca(@Nullable Posicion posicion) {
        return posicion == null ? null : posicion.epoca().toString();
    }
}
