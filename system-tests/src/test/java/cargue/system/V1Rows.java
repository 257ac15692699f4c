package cargue.system;

import cargue.contract.Dia;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import tools.jackson.databind.JsonNode;

/** Rows as {@code cargue.v1} sends them, read without mercy. */
final class V1Rows {

    private static final List<String> KEYS = List.of(
            "vendedor_id",
            "epoca",
            "seq",
            "dia",
            "fecha",
            "producto",
            "v",
            "d",
            "cantidad",
            "adicional",
            "dctos",
            "devoluciones",
            "vencidas",
            "total",
            "causa",
            "actor",
            "rol",
            "origen",
            "ocurrido_en");

    private V1Rows() {}

    /** A row and the sheet that it is of. */
    record V1Row(LocalDate fecha, Dia dia, String producto, Table.Row state) {

        /** As {@link Table} names rows. */
        String key() {
            return fecha + "/" + dia + "/" + producto;
        }
    }

    /**
     * Reads a row.
     *
     * @throws IllegalArgumentException when it is not exactly of the contract's form or breaks the rule of the sheet
     */
    static V1Row read(JsonNode row) {
        Set<String> keys = new HashSet<>(row.propertyNames());
        keys.remove("marcado_en");
        require(keys.size() == KEYS.size() && keys.containsAll(KEYS), "keys", row);
        int total = row.get("total").intValue();
        Table.Row state = new Table.Row(
                row.get("cantidad").intValue(),
                row.get("adicional").intValue(),
                row.get("dctos").intValue(),
                row.get("devoluciones").intValue(),
                row.get("vencidas").intValue(),
                row.get("v").booleanValue(),
                row.get("d").booleanValue(),
                row.get("epoca").stringValue(),
                row.get("seq").longValue());
        require(!state.v() || state.d(), "v implies d", row);
        require(!state.d() || total > 0, "d implies total > 0", row);
        require(
                total == state.cantidad() - state.dctos() + state.adicional() - state.devoluciones() - state.vencidas(),
                "total",
                row);
        try {
            return new V1Row(
                    LocalDate.parse(row.get("fecha").stringValue()),
                    Dia.valueOf(row.get("dia").stringValue()),
                    row.get("producto").stringValue(),
                    state);
        } catch (DateTimeParseException e) {
            throw new IllegalArgumentException("fecha of " + row, e);
        }
    }

    private static void require(boolean holds, String what, JsonNode row) {
        if (!holds) {
            throw new IllegalArgumentException(what + " does not hold of " + row);
        }
    }

    /** Of a set of rows: add those that come, subtract those that go. */
    static long fingerprint(String key, Table.Row state) {
        long hash = key.hashCode() * 0x9E3779B97F4A7C15L + state.hashCode();
        hash = (hash ^ (hash >>> 30)) * 0xBF58476D1CE4E5B9L;
        hash = (hash ^ (hash >>> 27)) * 0x94D049BB133111EBL;
        return hash ^ (hash >>> 31);
    }
}
