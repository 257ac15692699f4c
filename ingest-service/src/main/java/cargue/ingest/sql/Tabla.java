package cargue.ingest.sql;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Rows of values as the source of a statement, each column with its PostgreSQL type. One row is sent as values, which
 * PostgreSQL plans as if they stood in the statement; several as arrays, so that the statement is the same for any
 * number of them and stays prepared.
 */
public final class Tabla {

    private final List<String> names = new ArrayList<>();
    private final List<String> types = new ArrayList<>();
    private final List<@Nullable Object[]> columns = new ArrayList<>();

    private Tabla() {}

    /** Takes a table's columns from its rows, of which there is at least one. */
    public static <T> Columns<T> of(Collection<T> rows) {
        return new Columns<>(rows, new Tabla());
    }

    /** Adds columns, in their order. */
    public static final class Columns<T> {

        private final Collection<T> rows;
        private final Tabla tabla;

        private Columns(Collection<T> rows, Tabla tabla) {
            this.rows = rows;
            this.tabla = tabla;
        }

        /** Adds one; its values are such as pgjdbc takes, {@code null} among them. */
        public Columns<T> add(String name, String type, Function<T, ? extends @Nullable Object> value) {
            tabla.names.add(name);
            tabla.types.add(type);
            tabla.columns.add(rows.stream().map(value).toArray());
            return this;
        }

        /** All columns are there. */
        public Tabla tabla() {
            return tabla;
        }
    }

    /** As a statement names it, under an alias. */
    String as(String alias) {
        boolean one = isOne();
        String marks = types.stream()
                .map(type -> one ? "?::" + type : "?::" + type + "[]")
                .collect(Collectors.joining(", "));
        return (one ? "(VALUES (" + marks + "))" : "unnest(" + marks + ")") + " AS " + alias + " ("
                + String.join(", ", names) + ")";
    }

    /** The values of its question marks. */
    List<@Nullable Object> values() {
        List<@Nullable Object> values = new ArrayList<>();
        for (int i = 0; i < columns.size(); i++) {
            values.add(isOne() ? columns.get(i)[0] : new Arreglo(types.get(i), columns.get(i)));
        }
        return values;
    }

    private boolean isOne() {
        return columns.get(0).length == 1;
    }

    /** An array of values of one type. */
    static final class Arreglo {

        private final String type;
        private final @Nullable Object[] values;

        Arreglo(String type, @Nullable Object[] values) {
            this.type = type;
            this.values = values;
        }

        String type() {
            return type;
        }

        /** Typed where pgjdbc has a form of its own for the type; it writes others as text. */
        @Nullable
        Object[] typed() {
            return switch (type) {
                case "bytea" -> Arrays.copyOf(values, values.length, byte[][].class);
                case "bigint" -> Arrays.copyOf(values, values.length, Long[].class);
                case "int" -> Arrays.copyOf(values, values.length, Integer[].class);
                case "boolean" -> Arrays.copyOf(values, values.length, Boolean[].class);
                default -> values;
            };
        }
    }
}
