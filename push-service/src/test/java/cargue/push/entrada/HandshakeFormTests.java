package cargue.push.entrada;

import static org.assertj.core.api.Assertions.assertThat;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.mock.web.MockHttpServletRequest;

class HandshakeFormTests {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "permessage-deflate",
                "permessage-deflate; client_max_window_bits",
                "permessage-deflate;client_max_window_bits=15, x-webkit-deflate-frame",
                "permessage-deflate; server_no_context_takeover; server_max_window_bits=\"10\" , foo;a = b"
            })
    void takesWhatBrowsersAndLibrariesSend(String extensions) {
        assertThat(HandshakeForm.check(handshake(null, extensions))).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", ",", ";", ";;,,==", "a;", "a;=", "a;b=", "a,,b", "a b", "\"a\"", "a;b=\"c", "a;b=\"\"", "@a"
            })
    void refusesWhatIsNoList(String extensions) {
        assertThat(HandshakeForm.check(handshake(null, extensions)))
                .hasValueSatisfying(
                        refusal -> assertThat(refusal.cuerpo().campo()).isEqualTo("Sec-WebSocket-Extensions"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"x={}", "x=\\", "x=\"", "x=<"})
    void refusesAnAddressThatIsNoUri(String query) {
        assertThat(HandshakeForm.check(handshake(query, "a")))
                .hasValueSatisfying(
                        refusal -> assertThat(refusal.cuerpo().error()).isEqualTo("PETICION_RECHAZADA"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "fecha=2026-01-05&dia=MI%C3%89RCOLES", "desde=a:1&x=[]"})
    void takesAnAddressThatIsOne(String query) {
        assertThat(HandshakeForm.check(handshake(query, "a"))).isEmpty();
    }

    private static MockHttpServletRequest handshake(@Nullable String query, String extensions) {
        MockHttpServletRequest request = new MockHttpServletRequest("GET", "/ws/cargue/ID1/");
        request.setQueryString(query);
        request.addHeader("Sec-WebSocket-Extensions", extensions);
        return request;
    }
}
