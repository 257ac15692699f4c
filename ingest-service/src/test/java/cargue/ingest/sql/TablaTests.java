package cargue.ingest.sql;

import static org.assertj.core.api.Assertions.assertThat;

import cargue.ingest.sql.Tabla.Arreglo;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class TablaTests {

    private record Row(String name, long seq) {}

    private static Tabla tabla(Row... rows) {
        return Tabla.of(Arrays.asList(rows))
                .add("name", "text", Row::name)
                .add("seq", "bigint", Row::seq)
                .tabla();
    }

    @Test
    void oneRowIsSentAsValues() {
        Tabla one = tabla(new Row("a", 1));
        assertThat(one.as("t")).isEqualTo("(VALUES (?::text, ?::bigint)) AS t (name, seq)");
        assertThat(one.values()).containsExactly("a", 1L);
    }

    @Test
    void severalRowsAreOneStatementHoweverManyTheyAre() {
        Tabla two = tabla(new Row("a", 1), new Row("b", 2));
        Tabla three = tabla(new Row("a", 1), new Row("b", 2), new Row("c", 3));
        assertThat(two.as("t"))
                .isEqualTo("unnest(?::text[], ?::bigint[]) AS t (name, seq)")
                .isEqualTo(three.as("t"));
        assertThat(((Arreglo) three.values().get(1)).typed()).isEqualTo(new Long[] {1L, 2L, 3L});
    }

    @Test
    void aMissingValueStaysMissing() {
        Tabla tabla = Tabla.of(List.of(1, 2)).add("epoca", "uuid", n -> null).tabla();
        assertThat(((Arreglo) tabla.values().get(0)).typed()).containsOnlyNulls();
    }
}
