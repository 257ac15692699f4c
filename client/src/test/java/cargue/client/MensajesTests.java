package cargue.client;

import static cargue.client.Wire.A;
import static cargue.client.Wire.EPOCA;
import static cargue.client.Wire.FECHA;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import cargue.contract.Causa;
import cargue.contract.Dia;
import cargue.contract.Rol;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MensajesTests {

    @Test
    void readsAHelloWhateverTheOrderOfItsKeys() throws Exception {
        Mensaje expected = new Mensaje.Hello("ID1", EPOCA, 57, "delta", FECHA, 15, null);
        assertThat(Mensajes.read("{\"type\":\"hello\",\"vendedor_id\":\"ID1\",\"epoca\":\"" + EPOCA
                        + "\",\"seq\":57,\"modo\":\"delta\",\"fecha_desde\":\"2026-01-05\",\"latido_s\":15,"
                        + "\"atraso_s\":null}"))
                .isEqualTo(expected);
        assertThat(Mensajes.read("{\"atraso_s\":null,\"nuevo\":{\"a\":[1]},\"latido_s\":15,\"modo\":\"delta\","
                        + "\"seq\":57,\"epoca\":\"" + EPOCA + "\",\"fecha_desde\":\"2026-01-05\","
                        + "\"vendedor_id\":\"ID1\",\"type\":\"hello\"}"))
                .isEqualTo(expected);
    }

    @Test
    void readsARowWholly() throws Exception {
        String row = Wire.json(Wire.ticked(A, 57)).replace("}", ",\"marcado_en\":\"2026-01-05T12:01:01.000Z\"}");
        Mensaje.Checks checks =
                (Mensaje.Checks) Mensajes.read("{\"type\":\"checks\",\"de\":56,\"a\":57,\"checks\":[" + row + "]}");
        assertThat(checks.checks())
                .containsExactly(new Renglon(
                        "ID1",
                        EPOCA,
                        57,
                        Dia.LUNES,
                        FECHA,
                        A,
                        false,
                        true,
                        100,
                        0,
                        0,
                        0,
                        0,
                        100,
                        Causa.CHECK_D,
                        "ID1",
                        Rol.VENDEDOR,
                        "app",
                        Instant.parse("2026-01-05T12:01:02.123Z"),
                        Instant.parse("2026-01-05T12:01:01.000Z")));
    }

    @Test
    void readsTheSignsOfLifeOfOneAndOfMany() throws Exception {
        assertThat(Mensajes.read(Wire.latido(57, "3"))).isEqualTo(new Mensaje.Latido(57L, null, 3L));
        assertThat(Mensajes.read("{\"type\":\"latido\",\"posiciones\":{\"ID1\":57,\"ID2\":3},\"atraso_s\":0}"))
                .isEqualTo(new Mensaje.Latido(null, Map.of("ID1", 57L, "ID2", 3L), 0L));
    }

    @Test
    void readsFarewellAndRefusal() throws Exception {
        assertThat(Mensajes.read("{\"type\":\"adios\",\"motivo\":\"reinicio\",\"reconectar_en_ms\":1200}"))
                .isEqualTo(new Mensaje.Adios("reinicio", 1200L));
        assertThat(Mensajes.read(Wire.error("NO_PERMITIDO", "ID1")))
                .isEqualTo(new Mensaje.Refusal("NO_PERMITIDO", "No.", "ID1"));
        assertThat(Mensajes.read(Wire.error("MENSAJE_INVALIDO", "")))
                .isEqualTo(new Mensaje.Refusal("MENSAJE_INVALIDO", "No.", null));
    }

    @Test
    void takesWordsOfNewerServers() throws Exception {
        String row = Wire.json(Wire.row(A, 1)).replace("check_d", "inventario").replace("\"vendedor\"", "\"robot\"");
        Mensaje.Checks checks =
                (Mensaje.Checks) Mensajes.read("{\"type\":\"checks\",\"de\":0,\"a\":1,\"checks\":[" + row + "]}");
        assertThat(checks.checks().get(0).causa()).isNull();
        assertThat(checks.checks().get(0).rol()).isNull();
    }

    @ParameterizedTest
    @ValueSource(strings = {"{\"type\":\"clima\",\"seq\":\"x\"}", "{}", "{\"seq\":4}", "{\"type\":null}"})
    void ignoresTypesThatItDoesNotKnow(String text) throws Exception {
        assertThat(Mensajes.read(text)).isInstanceOf(Mensaje.Desconocido.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "null",
                "[]",
                "1",
                "\"hello\"",
                "{",
                "{\"type\":\"latido\",\"seq\":1,\"atraso_s\":0} {}",
                "{\"type\":\"latido\",\"atraso_s\":0}",
                "{\"type\":\"latido\",\"seq\":\"57\",\"atraso_s\":0}",
                "{\"type\":\"latido\",\"seq\":1.5,\"atraso_s\":0}",
                "{\"type\":\"latido\",\"posiciones\":{\"ID1\":null},\"atraso_s\":0}",
                "{\"type\":\"checks\",\"de\":2,\"a\":1,\"checks\":[]}",
                "{\"type\":\"checks\",\"de\":-1,\"a\":1,\"checks\":[]}",
                "{\"type\":\"checks\",\"de\":1,\"checks\":[]}",
                "{\"type\":\"checks\",\"de\":1,\"a\":2}",
                "{\"type\":\"checks\",\"de\":1,\"a\":2,\"checks\":null}",
                "{\"type\":\"checks\",\"de\":1,\"a\":2,\"checks\":[null]}",
                "{\"type\":\"checks\",\"de\":1,\"a\":2,\"checks\":[{\"producto\":\"x\"}]}",
                "{\"type\":\"snapshot\",\"seq\":1,\"parte\":0,\"partes\":1,\"checks\":[]}",
                "{\"type\":\"snapshot\",\"seq\":1,\"parte\":2,\"partes\":1,\"checks\":[]}",
                "{\"type\":\"snapshot\",\"seq\":null,\"parte\":1,\"partes\":1,\"checks\":[]}",
                "{\"type\":\"hello\",\"vendedor_id\":\"ID1\",\"epoca\":\"x\",\"seq\":0,\"modo\":\"delta\",\"latido_s\":15}",
                "{\"type\":\"hello\",\"vendedor_id\":\"ID1\",\"epoca\":null,\"seq\":0,\"modo\":null,\"latido_s\":15}",
                "{\"type\":\"hello\",\"vendedor_id\":\"ID1\",\"epoca\":null,\"seq\":0,\"modo\":\"delta\",\"latido_s\":0}",
                "{\"type\":\"error\",\"message\":\"x\"}"
            })
    void refusesWhatItCannotTrust(String text) {
        assertThatThrownBy(() -> Mensajes.read(text)).isInstanceOf(Mensajes.Ilegible.class);
    }
}
