package cargue.contract;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.io.IOException;
import java.io.InputStream;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EventoSchemaTests {

    private final Schema schema = schema();

    private static Schema schema() {
        try (InputStream in = Objects.requireNonNull(
                EventoJson.class.getResourceAsStream("cargue-checks.v1.schema.json"), "schema")) {
            return SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
                    .getSchema(in);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private boolean accepts(String json) {
        return schema.validate(json, InputFormat.JSON).isEmpty();
    }

    @Test
    void acceptsWhatTheWriterWrites() {
        assertThat(accepts(new String(EventoJson.write(EventoJsonTests.CHECK), UTF_8)))
                .isTrue();
        assertThat(accepts(new String(EventoJson.write(EventoJsonTests.marked()), UTF_8)))
                .isTrue();
        assertThat(accepts(new String(EventoJson.write(EventoJsonTests.EPOCA_EVENTO), UTF_8)))
                .isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\"schema\":1=\"schema\":2",
                "\"d\":true=\"d\":false",
                "\"total\":92=\"total\":0",
                "\"seq\":57=\"seq\":0",
                "\"seq\":57=\"seq\":\"57\"",
                "\"seq\":57,=",
                "\"type\":\"check_update\"=\"type\":\"otro\"",
                "8000-000000000001=8000-00000000000",
                "-7000-=-4000-",
                "LUNES=Lunes",
                "2026-01-05\"=2026-1-5\"",
                "120Z=12Z",
                "check_v=check_x",
                "\"rol\":\"vendedor\"=\"rol\":\"jefe\"",
                "\"cantidad\":100=\"cantidad\":-1",
                "\"cantidad\":100=\"cantidad\":1000001",
                "\"vendedor_id\":\"ID1\"=\"vendedor_id\":\"ID 1\"",
            })
    void refusesABadEvent(String change) {
        String[] parts = change.split("=", 2);
        String bad = EventoJsonTests.CHECK_JSON.replace(parts[0], parts[1]);
        assertThat(bad).isNotEqualTo(EventoJsonTests.CHECK_JSON);
        assertThat(accepts(bad)).isFalse();
    }
}
