package cargue.faults.client;

import cargue.faults.history.Fila;
import cargue.faults.history.Post;
import cargue.faults.history.Post.Outcome;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.locks.LockSupport;
import java.util.function.LongSupplier;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;

/**
 * Sends changes until they are decided, as the apps do: again with the same keys, to any instance, up to a limit. What
 * has come of each goes to the ledger. Any thread.
 */
final class Sender {

    private static final int TRIES = 6;
    private static final long LONGEST_PAUSE_MS = 400;
    private static final int OK = 200;
    private static final int REPEATED_OF_100 = 4;

    private final Caller caller = new Caller();
    private final List<String> bases;
    private final Ledger ledger;
    private final LongSupplier clock;
    private final Map<Fila, Estado> known = new ConcurrentHashMap<>();

    /** What an answer told of a row. */
    record Estado(boolean v, boolean d, boolean loads) {}

    Sender(List<String> bases, Ledger ledger, LongSupplier clock) {
        this.bases = List.copyOf(bases);
        this.ledger = ledger;
        this.clock = clock;
    }

    /** What is known of a row, which others may have changed since. */
    Estado known(Fila fila) {
        return known.getOrDefault(fila, new Estado(false, false, true));
    }

    /** Sends changes that one user may make, several in one batch. */
    void send(String token, List<Cambio> changes) throws InterruptedException {
        long invoked = clock.getAsLong();
        List<Cambio> open = changes;
        for (int i = 0; i < TRIES && !open.isEmpty(); i++) {
            if (i > 0) {
                pause();
            }
            open = once(token, open, invoked);
        }
        open.forEach(change -> ledger.add(post(change, invoked, Long.MAX_VALUE, Outcome.UNKNOWN)));
    }

    /** What a person does who sees no answer, and a phone that finds its network again. */
    private static void pause() {
        LockSupport.parkNanos(ThreadLocalRandom.current().nextLong(LONGEST_PAUSE_MS * 1_000_000));
    }

    /** The changes that were not decided. */
    private List<Cambio> once(String token, List<Cambio> changes, long invoked) throws InterruptedException {
        try {
            return changes.size() == 1 ? single(token, changes.get(0), invoked) : batch(token, changes, invoked);
        } catch (IOException e) {
            return changes;
        }
    }

    private List<Cambio> single(String token, Cambio change, long invoked) throws IOException, InterruptedException {
        String body = change.body().toString();
        Caller.Answer answer = caller.post(base(), change.path(), token, change.key(), body);
        if (answer.undecided()) {
            return List.of(change);
        }
        decided(change, answer.status(), answer.json(), invoked);
        if (ThreadLocalRandom.current().nextInt(100) < REPEATED_OF_100) {
            repeat(token, change, answer, body);
        }
        return List.of();
    }

    /** An answer that was stored is repeated byte for byte. */
    private void repeat(String token, Cambio change, Caller.Answer first, String body) throws InterruptedException {
        try {
            Caller.Answer again = caller.post(base(), change.path(), token, change.key(), body);
            if (first.status() == OK && !again.undecided() && !again.equals(first)) {
                ledger.strange(change + " was answered " + first + " and, sent again, " + again);
            }
        } catch (IOException e) {
            // It was only asked again.
        }
    }

    private List<Cambio> batch(String token, List<Cambio> changes, long invoked)
            throws IOException, InterruptedException {
        ArrayNode checks = Cambio.JSON.createArrayNode();
        changes.forEach(change -> checks.add(change.body().put("id", change.key())));
        String body = Cambio.JSON.createObjectNode().set("checks", checks).toString();
        Caller.Answer answer = caller.post(base(), "/api/checks/", token, null, body);
        if (answer.undecided()) {
            return changes;
        }
        if (answer.status() != OK) {
            throw new IllegalStateException("a batch was refused: " + answer);
        }
        JsonNode results = answer.json().get("resultados");
        List<Cambio> open = new ArrayList<>();
        for (int i = 0; i < changes.size(); i++) {
            int status = results.get(i).get("status").intValue();
            if (status >= 500) {
                open.add(changes.get(i));
            } else {
                decided(changes.get(i), status, results.get(i).get("body"), invoked);
            }
        }
        return open;
    }

    private void decided(Cambio change, int status, JsonNode body, long invoked) {
        long completed = clock.getAsLong();
        if (status != OK) {
            if (status != 400 && status != 404 && status != 409) {
                ledger.strange(change + " was answered " + status + " " + body);
            }
            known.remove(change.fila());
            ledger.add(post(change, invoked, completed, Outcome.REFUSED));
            return;
        }
        known.put(
                change.fila(),
                new Estado(
                        body.get("v").booleanValue(),
                        body.get("d").booleanValue(),
                        body.get("total").intValue() > 0));
        ledger.add(new Post(
                change.key(),
                change.fila(),
                change.campo(),
                change.valor(),
                change.marcadoEn(),
                invoked,
                completed,
                Outcome.OK,
                body.get("epoca").stringValue(),
                body.get("seq").longValue()));
    }

    private static Post post(Cambio change, long invoked, long completed, Outcome outcome) {
        return new Post(
                change.key(),
                change.fila(),
                change.campo(),
                change.valor(),
                change.marcadoEn(),
                invoked,
                completed,
                outcome,
                null,
                0);
    }

    private String base() {
        return bases.get(ThreadLocalRandom.current().nextInt(bases.size()));
    }
}
