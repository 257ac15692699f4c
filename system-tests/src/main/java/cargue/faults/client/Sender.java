package cargue.faults.client;

import cargue.faults.history.Fila;
import cargue.faults.history.Post;
import cargue.faults.history.Post.Outcome;
import cargue.faults.history.Post.Told;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
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
    private static final int UNAVAILABLE = 503;
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
        try {
            for (int i = 0; i < TRIES && !open.isEmpty(); i++) {
                if (i > 0) {
                    pause();
                }
                open = once(token, open, invoked);
            }
        } finally {
            open.forEach(change -> ledger.add(post(change, invoked, Long.MAX_VALUE, Outcome.UNKNOWN, null)));
        }
    }

    /** What a person does who sees no answer, and a phone that finds its network again. */
    private static void pause() throws InterruptedException {
        TimeUnit.MILLISECONDS.sleep(ThreadLocalRandom.current().nextLong(LONGEST_PAUSE_MS));
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
        if (undecided(answer.status(), answer.text())) {
            return List.of(change);
        }
        decided(change, answer.status(), answer.json(), invoked);
        if (ThreadLocalRandom.current().nextInt(100) < REPEATED_OF_100) {
            repeat(token, change, answer, body);
        }
        return List.of();
    }

    /** 503 is for what could not be decided; no fault makes another status of the fives right. */
    private boolean undecided(int status, String text) {
        if (status > UNAVAILABLE || (status >= 500 && status < UNAVAILABLE)) {
            ledger.strange("answered " + status + " " + text);
        }
        return status >= 500;
    }

    /** An answer that was stored, a refusal too, is repeated byte for byte. */
    private void repeat(String token, Cambio change, Caller.Answer first, String body) throws InterruptedException {
        try {
            Caller.Answer again = caller.post(base(), change.path(), token, change.key(), body);
            if (!undecided(again.status(), again.text()) && !again.equals(first)) {
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
        if (undecided(answer.status(), answer.text())) {
            return changes;
        }
        if (answer.status() != OK) {
            ledger.strange("a batch was answered " + answer);
            return changes;
        }
        JsonNode results = answer.json().get("resultados");
        List<Cambio> open = new ArrayList<>();
        for (int i = 0; i < changes.size(); i++) {
            int status = results.get(i).get("status").intValue();
            if (undecided(status, results.get(i).toString())) {
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
            known.remove(change.fila());
            String error = body.path("error").stringValue("none");
            Told told = new Told(status, error, false, false, 0);
            ledger.add(post(change, invoked, completed, Outcome.REFUSED, told));
            return;
        }
        Told told = new Told(
                status,
                null,
                body.get("v").booleanValue(),
                body.get("d").booleanValue(),
                body.get("total").intValue());
        known.put(change.fila(), new Estado(told.v(), told.d(), told.total() > 0));
        String epoca = body.get("epoca").stringValue();
        ledger.add(post(
                change, invoked, completed, Outcome.OK, epoca, body.get("seq").longValue(), told));
    }

    private static Post post(Cambio change, long invoked, long completed, Outcome outcome, @Nullable Told told) {
        return post(change, invoked, completed, outcome, null, 0, told);
    }

    private static Post post(
            Cambio change,
            long invoked,
            long completed,
            Outcome outcome,
            @Nullable String epoca,
            long seq,
            @Nullable Told told) {
        return new Post(
                change.key(),
                change.fila(),
                change.campo(),
                change.valor(),
                change.marcadoEn(),
                invoked,
                completed,
                outcome,
                epoca,
                seq,
                told);
    }

    private String base() {
        return bases.get(ThreadLocalRandom.current().nextInt(bases.size()));
    }
}
