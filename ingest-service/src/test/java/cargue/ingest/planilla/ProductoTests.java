package cargue.ingest.planilla;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ProductoTests {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "AREPA  MEDIANA",
                " AREPA MEDIANA ",
                "AREPA\u00a0MEDIANA",
                "AREPA\u2003\u3000MEDIANA",
                "\u2029AREPA MEDIANA"
            })
    void matchesWhateverTheWhiteSpace(String texto) {
        Producto producto = Producto.parse(texto).orElseThrow();

        assertThat(producto.clave()).isEqualTo("AREPA MEDIANA");
        assertThat(producto.texto()).isEqualTo(texto);
    }

    @Test
    void matchesBothUnicodeForms() {
        assertThat(Producto.parse("PORCIO\u0301N").orElseThrow().clave())
                .isEqualTo(Producto.parse("PORCI\u00d3N").orElseThrow().clave());
    }

    @Test
    void tellsCaseAndAccentsApart() {
        assertThat(Producto.parse("AREPA 330Gr").orElseThrow().clave())
                .isNotEqualTo(Producto.parse("AREPA 330GR").orElseThrow().clave());
        assertThat(Producto.parse("PEQUEÑA").orElseThrow().clave())
                .isNotEqualTo(Producto.parse("PEQUENA").orElseThrow().clave());
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "\u00a0\u2003", "A\tB", "A\nB", "A\u0000B", "A\ud83d", "\ude00A"})
    void refusesWhatIsNoName(String texto) {
        assertThat(Producto.parse(texto)).isEmpty();
    }

    @Test
    void countsCodePointsUpTo255() {
        assertThat(Producto.parse("\ud83c\udf3d".repeat(255))).isPresent();
        assertThat(Producto.parse("\ud83c\udf3d".repeat(256))).isEmpty();
    }

    @Test
    void refusesANameThatNormalisesToMoreThan255() {
        // U+1D160 becomes three code points; the index could not hold them
        assertThat(Producto.parse("\ud834\udd60".repeat(255))).isEmpty();
    }
}
