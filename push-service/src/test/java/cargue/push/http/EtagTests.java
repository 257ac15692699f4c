package cargue.push.http;

import static cargue.push.Eventos.EPOCA;
import static cargue.push.Eventos.HOY;
import static org.assertj.core.api.Assertions.assertThat;

import cargue.contract.Posicion;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EtagTests {

    @Test
    void namesThePositionAndTheFirstDateOfWhatIsServed() {
        assertThat(Etag.of(new Posicion(EPOCA, 57), null)).isEqualTo(EPOCA + ":57");
        assertThat(Etag.of(new Posicion(EPOCA, 57), HOY)).isEqualTo(EPOCA + ":57:" + HOY);
    }

    @Test
    void readsAListOfTagsAsProxiesMakeThem() {
        assertThat(Etag.parse("\"a\", W/\"b:1\" ,\"c\""))
                .hasValueSatisfying(tags -> assertThat(tags).containsExactly("a", "b:1", "c"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "a", "\"a", "\"a\" \"b\" x", "a\"b\"", "\"a\",,\"b\""})
    void readsNothingOutOfWhatIsNotOfTheForm(String header) {
        assertThat(Etag.parse(header)).isEmpty();
    }

    @Test
    void findsThePositionInATag() {
        assertThat(Etag.position(EPOCA + ":57")).contains(new Posicion(EPOCA, 57));
        assertThat(Etag.position(EPOCA + ":57:2026-01-05")).contains(new Posicion(EPOCA, 57));
        assertThat(Etag.position("ayer")).isEmpty();
    }
}
