package cargue.system;

import cargue.contract.Dia;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;

/** Rows as {@code check_update} messages tell them: never an older one after a newer one. Not thread-safe. */
final class PlainRows {

    private static final List<String> KEYS =
            List.of("type", "producto", "v", "d", "dia", "fecha", "vendedor_id", "seq", "total", "ocurrido_en");

    private final String vendedorId;
    private final Filter filter;
    private final Consumer<String> violations;
    private final Map<String, Sheet.Row> rows = new HashMap<>();

    PlainRows(String vendedorId, Filter filter, Consumer<String> violations) {
        this.vendedorId = vendedorId;
        this.filter = filter;
        this.violations = violations;
    }

    /** By sheet and product, as {@link Table} names them. */
    Map<String, Sheet.Row> rows() {
        return Map.copyOf(rows);
    }

    /** What this and the like are to show of rows of the table. */
    static Map<String, Sheet.Row> of(Map<String, Table.Row> table) {
        return table.entrySet().stream()
                .collect(Collectors.toMap(Map.Entry::getKey, e -> e.getValue().plain()));
    }

    void clear() {
        rows.clear();
    }

    void take(JsonNode message) {
        Set<String> keys = new HashSet<>(message.propertyNames());
        keys.remove("replay");
        check(keys.equals(Set.copyOf(KEYS)), "keys", message);
        check(message.get("type").stringValue().equals("check_update"), "type", message);
        check(message.get("vendedor_id").stringValue().equals(vendedorId), "another vendedor's", message);
        LocalDate fecha = LocalDate.parse(message.get("fecha").stringValue());
        Dia dia = Dia.valueOf(message.get("dia").stringValue());
        check(filter.takes(fecha, dia, null), "not asked for", message);
        Sheet.Row row = new Sheet.Row(
                message.get("v").booleanValue(),
                message.get("d").booleanValue(),
                message.get("total").intValue(),
                message.get("seq").longValue());
        check(!row.v() || row.d(), "v implies d", message);
        check(!row.d() || row.total() > 0, "d implies total > 0", message);
        Sheet.Row old =
                rows.put(fecha + "/" + dia + "/" + message.get("producto").stringValue(), row);
        check(old == null || old.seq() <= row.seq(), "older than " + old, message);
        check(old == null || old.seq() < row.seq() || old.equals(row), "another form of " + old, message);
    }

    private void check(boolean holds, String what, JsonNode message) {
        if (!holds) {
            violations.accept(what + ": " + message);
        }
    }
}
