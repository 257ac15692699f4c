package cargue.push.entrada;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OrigenesTests {

    private final Origenes origenes = new Origenes(List.of("http://crm.example:8081"));

    @ParameterizedTest
    @CsvSource({
        "http://push.example:8082,push.example:8082,true",
        "http://PUSH.example:8082,push.example:8082,true",
        "https://push.example,push.example,true",
        "https://push.example,push.example:443,true",
        "http://[::1]:8082,[::1]:8082,true",
        "http://crm.example:8081,push.example:8082,true",
        "http://push.example:8081,push.example:8082,false",
        "http://push.example,push.example:8082,false",
        "http://crm.example:8081.evil.example,push.example:8082,false",
        "http://crm.example,push.example:8082,false",
        "https://crm.example:8081,push.example:8082,false",
        "http://push.example:8082.evil.example,push.example:8082,false",
        "http://evil.example,push.example:8082,false",
        "null,push.example:8082,false",
        "'',push.example:8082,false",
        "file://,push.example:8082,false",
        "push.example:8082,push.example:8082,false",
    })
    void acceptsItsOwnPagesAndThoseListedWhole(String origin, String host, boolean accepted) {
        assertThat(origenes.accepts(List.of(origin), host)).isEqualTo(accepted);
    }

    @Test
    void acceptsAClientThatIsNoBrowser() {
        assertThat(origenes.accepts(List.of(), "push.example:8082")).isTrue();
    }

    @Test
    void refusesTwoOrigins() {
        assertThat(origenes.accepts(List.of("http://crm.example:8081", "http://crm.example:8081"), "h"))
                .isFalse();
    }
}
