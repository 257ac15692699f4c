package cargue.local.bench;

import cargue.local.process.StackException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What a server of {@code cargue.v1} says, as far as the bench counts it.
 *
 * @param vendedorId whom it is about; null where the socket, or the whole connection, tells
 */
record Message(
        String type,
        @Nullable String vendedorId,
        @Nullable String epoca,
        String modo,
        long seq,
        long de,
        long a,
        int parte,
        int partes,
        List<Row> checks,
        Map<String, Long> posiciones,
        String codigo) {

    /** One row of {@code checks}. */
    record Row(String producto, long seq) {}

    /** Reads one; keys may come in any order, unknown ones are stepped over. */
    static Message read(ByteBuffer json) {
        return new Reader(new JsonScanner(
                        json.array(), json.arrayOffset() + json.position(), json.arrayOffset() + json.limit()))
                .read();
    }

    private static final class Reader {

        private final JsonScanner json;
        private final Map<String, String> texts = new HashMap<>();
        private final Map<String, Long> numbers = new HashMap<>();
        private final List<Row> checks = new ArrayList<>();
        private final Map<String, Long> posiciones = new HashMap<>();

        Reader(JsonScanner json) {
            this.json = json;
        }

        Message read() {
            json.object();
            for (String key = json.key(); key != null; key = json.key()) {
                read(key);
            }
            return new Message(
                    texts.getOrDefault("type", ""),
                    texts.get("vendedor_id"),
                    texts.get("epoca"),
                    texts.getOrDefault("modo", ""),
                    number("seq"),
                    number("de"),
                    number("a"),
                    (int) number("parte"),
                    (int) number("partes"),
                    checks,
                    posiciones,
                    texts.getOrDefault("codigo", texts.getOrDefault("motivo", "")));
        }

        private long number(String key) {
            return numbers.getOrDefault(key, 0L);
        }

        private void read(String key) {
            switch (key) {
                case "type", "vendedor_id", "epoca", "modo", "codigo", "motivo" -> {
                    String text = json.text();
                    if (text != null) {
                        texts.put(key, text);
                    }
                }
                case "seq", "de", "a", "parte", "partes" -> numbers.put(key, json.number());
                case "checks" -> readChecks();
                case "posiciones" -> readPosiciones();
                default -> json.skip();
            }
        }

        private void readChecks() {
            json.array();
            while (json.element()) {
                checks.add(row());
            }
        }

        private Row row() {
            String producto = null;
            long seq = 0;
            json.object();
            for (String key = json.key(); key != null; key = json.key()) {
                switch (key) {
                    case "producto" -> producto = json.text();
                    case "seq" -> seq = json.number();
                    default -> json.skip();
                }
            }
            if (producto == null || seq == 0) {
                throw new StackException("a row without producto or seq");
            }
            return new Row(producto, seq);
        }

        private void readPosiciones() {
            json.object();
            for (String key = json.key(); key != null; key = json.key()) {
                posiciones.put(Objects.requireNonNull(key), json.number());
            }
        }
    }
}
