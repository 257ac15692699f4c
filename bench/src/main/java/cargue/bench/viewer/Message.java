package cargue.bench.viewer;

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
    static Message read(Strings strings, ByteBuffer json) {
        return new Reader(scanner(strings, json)).read();
    }

    /** Of the bytes that are left. */
    static JsonScanner scanner(Strings strings, ByteBuffer json) {
        return new JsonScanner(
                strings, json.array(), json.arrayOffset() + json.position(), json.arrayOffset() + json.limit());
    }

    private static final class Reader {

        private final JsonScanner json;
        private String type = "";
        private @Nullable String vendedorId;
        private @Nullable String epoca;
        private String modo = "";
        private String codigo = "";
        private long seq;
        private long de;
        private long a;
        private long parte;
        private long partes;
        private List<Row> checks = List.of();
        private Map<String, Long> posiciones = Map.of();

        Reader(JsonScanner json) {
            this.json = json;
        }

        Message read() {
            json.object();
            for (String key = json.key(); key != null; key = json.key()) {
                read(key);
            }
            return new Message(
                    type, vendedorId, epoca, modo, seq, de, a, (int) parte, (int) partes, checks, posiciones, codigo);
        }

        private void read(String key) {
            switch (key) {
                case "type" -> type = text();
                case "vendedor_id" -> vendedorId = json.text();
                case "epoca" -> epoca = json.text();
                case "modo" -> modo = text();
                case "codigo", "motivo" -> codigo = text();
                case "seq" -> seq = json.number();
                case "de" -> de = json.number();
                case "a" -> a = json.number();
                case "parte" -> parte = json.number();
                case "partes" -> partes = json.number();
                case "checks" -> readChecks();
                case "posiciones" -> readPosiciones();
                default -> json.skip();
            }
        }

        private String text() {
            return Objects.requireNonNullElse(json.text(), "");
        }

        private void readChecks() {
            checks = new ArrayList<>(1);
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
            posiciones = new HashMap<>();
            json.object();
            for (String key = json.key(); key != null; key = json.key()) {
                posiciones.put(Objects.requireNonNull(key), json.number());
            }
        }
    }
}
