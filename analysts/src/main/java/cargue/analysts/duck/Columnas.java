package cargue.analysts.duck;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * The columns of an event, in the contract's order: the fields of {@code check_update} and of {@code epoca} together, so
 * that those that an event has not got are null. Ids stay text, which every reader of Parquet knows and which compares as
 * the contract says.
 */
public final class Columnas {

    private static final String TEXT = "VARCHAR";
    private static final String NUMBER = "INTEGER";
    private static final String LONG = "BIGINT";
    private static final String FLAG = "BOOLEAN";
    private static final String INSTANT = "TIMESTAMPTZ";

    /** A record of the topic is 1 MB at most. */
    private static final int LONGEST_LINE = 4 << 20;

    private Columnas() {}

    /** DuckDB's type of each. */
    public static Map<String, String> types() {
        Map<String, String> types = new LinkedHashMap<>();
        types.put("schema", NUMBER);
        types.put("id", TEXT);
        types.put("type", TEXT);
        types.put("vendedor_id", TEXT);
        types.put("epoca", TEXT);
        types.put("seq", LONG);
        types.put("hasta", LONG);
        types.put("dia", TEXT);
        types.put("fecha", "DATE");
        types.put("producto", TEXT);
        types.put("v", FLAG);
        types.put("d", FLAG);
        for (String name : new String[] {"cantidad", "adicional", "dctos", "devoluciones", "vencidas", "total"}) {
            types.put(name, NUMBER);
        }
        for (String name : new String[] {"causa", "actor", "rol", "origen"}) {
            types.put(name, TEXT);
        }
        types.put("ocurrido_en", INSTANT);
        types.put("marcado_en", INSTANT);
        return types;
    }

    /**
     * A table function that reads a file of that format.
     *
     * @param file SQL for its name, such as a parameter
     */
    public static String reader(Formato formato, String file) {
        return switch (formato) {
            case NDJSON -> ndjson(types(), file);
            case PARQUET -> "read_parquet(" + file + ")";
            case CSV ->
                "read_csv(" + file + ", header = true, auto_detect = false, delim = ',', quote = '\"',"
                        + " escape = '\"', columns = " + struct(types()) + ")";
        };
    }

    /** The same for lines of JSON with other columns. */
    public static String ndjson(Map<String, String> types, String file) {
        return "read_json(" + file + ", format = 'newline_delimited', maximum_object_size = " + LONGEST_LINE
                + ", columns = " + struct(types) + ")";
    }

    private static String struct(Map<String, String> types) {
        return types.entrySet().stream()
                .map(type -> type.getKey() + ": '" + type.getValue() + "'")
                .collect(Collectors.joining(", ", "{", "}"));
    }
}
