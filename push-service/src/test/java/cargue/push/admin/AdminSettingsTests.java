package cargue.push.admin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AdminSettingsTests {

    @Test
    void aNodeHasTheHostsNameUnlessItIsGivenAnother() {
        assertThat(new AdminSettings(null, List.of()).nombre()).isNotBlank();
        assertThat(new AdminSettings(" ", List.of()).nombre()).isNotBlank();
        assertThat(new AdminSettings("patio", List.of()).nombre()).isEqualTo("patio");
    }

    @Test
    void eachNodeIsListedOnceAndWithoutASlashAtTheEnd() {
        assertThat(new AdminSettings("a", List.of("http://a:1/", " http://a:1", "https://b.example")).nodos())
                .containsExactly("http://a:1", "https://b.example");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "a",
                "ftp://a",
                "http://",
                "http://u:p@a",
                "http://a/x",
                "http://a?x",
                "http://a#x",
                "http://a b"
            })
    void whatIsNoAddressOfAServiceIsRefused(String url) {
        assertThatThrownBy(() -> new AdminSettings("a", List.of(url))).isInstanceOf(IllegalArgumentException.class);
    }
}
