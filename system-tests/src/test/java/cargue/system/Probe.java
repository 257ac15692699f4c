package cargue.system;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.List;
import tools.jackson.databind.JsonNode;

/** Makes the call of a cell and says what came of it, in terms of HTTP whatever the call is. Any thread. */
final class Probe {

    private static final Object READING = new Object();
    private static final long PATIENCE = Duration.ofSeconds(10).toNanos();

    private Probe() {}

    /** What is wrong with the answer; empty when it is as expected. */
    static String fault(Wire wire, Cell cell, String ownOrigin) {
        try {
            int actual = cell.call().kind() == Call.Kind.READING
                    ? reading(wire, cell, ownOrigin)
                    : outcome(wire, cell, wire.send(cell.ask(ownOrigin)));
            return actual == cell.expected() ? "" : told(cell, "answered " + actual);
        } catch (IOException | UncheckedIOException e) {
            return told(cell, e.toString());
        } catch (AssertionError | Documented.Undocumented e) {
            return told(cell, String.valueOf(e.getMessage()));
        }
    }

    private static String told(Cell cell, String what) {
        return cell + ": expected " + cell.expected() + ", " + what;
    }

    /** Where the table lets somebody read there is one reader at a time; who comes too early asks again. */
    private static int reading(Wire wire, Cell cell, String ownOrigin) throws IOException {
        if (!cell.isAllowed()) {
            return outcome(wire, cell, wire.send(cell.ask(ownOrigin)));
        }
        synchronized (READING) {
            long start = System.nanoTime();
            Reply reply;
            do {
                reply = wire.send(cell.ask(ownOrigin));
            } while (List.of(429, 503).contains(reply.status()) && System.nanoTime() - start < PATIENCE);
            return outcome(wire, cell, reply);
        }
    }

    private static int outcome(Wire wire, Cell cell, Reply reply) throws IOException {
        checkRefusal(cell, reply);
        checkDocumented(cell.ask(""), reply);
        return switch (cell.call().kind()) {
            case BATCH -> reply.status() == 200 ? inner(reply) : reply.status();
            case LIST -> reply.status() == 200 ? (names(reply, cell) ? 200 : 403) : reply.status();
            case SUBSCRIBE -> reply.isUpgrade() ? subscribe(wire, cell, reply) : reply.status();
            default -> reply.isUpgrade() ? upgraded(cell, reply) : reply.status();
        };
    }

    /** Programs are told by the same words everywhere. */
    private static void checkRefusal(Cell cell, Reply reply) {
        boolean refused = reply.status() == 401 || reply.status() == 403;
        if (!refused || cell.ask("").method().equals("HEAD")) {
            return;
        }
        String error = reply.json().path("error").asString("");
        require(error.equals(reply.status() == 401 ? "NO_AUTENTICADO" : "NO_PERMITIDO"), "error is " + reply.body());
        require(reply.status() == 403 || reply.header("WWW-Authenticate").startsWith("Bearer"), "no WWW-Authenticate");
    }

    private static void checkDocumented(Ask ask, Reply reply) {
        Documented.answer(
                ask.method(),
                ask.target().split("\\?", 2)[0],
                reply.status(),
                reply.header("content-type"),
                reply.body());
    }

    private static int inner(Reply reply) {
        JsonNode resultado = reply.json().get("resultados").get(0);
        int status = resultado.get("status").intValue();
        String error = resultado.get("body").path("error").asString("");
        require(status != 403 || error.equals("NO_PERMITIDO"), "error is " + resultado);
        return status;
    }

    private static boolean names(Reply reply, Cell cell) {
        return reply.body().contains("\"vendedor_id\":\"" + cell.spot().vendedorId() + "\"");
    }

    /** The server selects the stream's name, never the token. */
    private static int upgraded(Cell cell, Reply reply) {
        String selected = reply.header("Sec-WebSocket-Protocol");
        require(selected.equals(cell.call().offer()), "selected " + selected);
        return reply.status();
    }

    /** Whoever is refused one vendedor keeps the connection. */
    private static int subscribe(Wire wire, Cell cell, Reply reply) throws IOException {
        upgraded(cell, reply);
        String vendedorId = cell.spot().vendedorId();
        wire.say("{\"type\":\"subscribe\",\"vendedor_id\":\"" + vendedorId + "\"}");
        JsonNode answer = Api.JSON.readTree(wire.hear());
        require(answer.path("vendedor_id").asString("").equals(vendedorId), "about another: " + answer);
        if (answer.get("type").stringValue().equals("hello")) {
            return 200;
        }
        require(answer.path("codigo").asString("").equals("NO_PERMITIDO"), "told " + answer);
        wire.say("{\"type\":\"nada\"}");
        JsonNode next = Api.JSON.readTree(wire.hear());
        require(next.path("codigo").asString("").equals("MENSAJE_INVALIDO"), "the connection told " + next);
        return 403;
    }

    private static void require(boolean holds, String what) {
        if (!holds) {
            throw new AssertionError(what);
        }
    }
}
