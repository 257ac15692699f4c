package cargue.seguridad;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import jakarta.servlet.http.Cookie;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.mock.web.MockFilterChain;
import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.mock.web.MockHttpServletResponse;

/** Which pages may call; what that means for a browser is tested from outside. */
class OrigenFilterTests {

    private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
    private final OrigenFilter filter = new OrigenFilter(
            Ajustes.with("origenes", "http://crm.example:8081,https://good.example"), new TokenResolver(), registry);

    @ParameterizedTest
    @CsvSource({
        "http://push.example:8082,push.example:8082,true",
        "http://PUSH.example:8082,push.example:8082,true",
        "https://push.example,push.example,true",
        "https://push.example,push.example:443,true",
        "http://[::1]:8082,[::1]:8082,true",
        "http://crm.example:8081,push.example:8082,true",
        "https://good.example,push.example:8082,true",
        "https://good.example.evil.test,push.example:8082,false",
        "https://evilgood.example,push.example:8082,false",
        "https://good.example:443,push.example:8082,false",
        "https://good.example/,push.example:8082,false",
        "HTTPS://good.example,push.example:8082,false",
        "http://push.example:8081,push.example:8082,false",
        "http://push.example,push.example:8082,false",
        "http://crm.example:8081.evil.example,push.example:8082,false",
        "http://crm.example,push.example:8082,false",
        "https://crm.example:8081,push.example:8082,false",
        "http://push.example:8082.evil.example,push.example:8082,false",
        "http://push.example:8082@evil.example,push.example:8082,false",
        "http://evil.example@push.example:8082,push.example:8082,false",
        "http://evil.example,push.example:8082,false",
        "http://push.example:8082/,push.example:8082,false",
        "http://push.example:8082/page,push.example:8082,false",
        "http://push.example:8082?x,push.example:8082,false",
        "http://push.example:8082#x,push.example:8082,false",
        "null,push.example:8082,false",
        "'',push.example:8082,false",
        "file://,push.example:8082,false",
        "push.example:8082,push.example:8082,false",
    })
    void acceptsItsOwnPagesAndThoseListedWhole(String origin, String host, boolean accepted) throws Exception {
        MockHttpServletResponse response = ask(host, origin);
        assertThat(response.getStatus()).isEqualTo(accepted ? 200 : 403);
        assertThat(response.getHeader("Access-Control-Allow-Origin")).isEqualTo(accepted ? origin : null);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"https://good.example/", "https://good.example?x", "https://good.example#x", "*", "good.example"
            })
    void namesAListedOriginThatIsNone(String origen) {
        assertThatThrownBy(() -> new OrigenFilter(Ajustes.with("origenes", origen), new TokenResolver(), registry))
                .isInstanceOf(SettingsInvalid.class)
                .hasMessageContaining("cargue.seguridad.origenes")
                .hasMessageContaining(origen);
    }

    @Test
    void refusesTwoOrigins() throws Exception {
        assertThat(ask("h", "http://crm.example:8081", "http://crm.example:8081")
                        .getStatus())
                .isEqualTo(403);
        assertThat(registry.counter("cargue.seguridad.refused", "reason", "origin")
                        .count())
                .isEqualTo(1);
    }

    @Test
    void acceptsAClientThatIsNoBrowser() throws Exception {
        assertThat(ask("push.example:8082").getStatus()).isEqualTo(200);
    }

    /** A header that nobody looks at must not stand for a page of ours. */
    @ParameterizedTest
    @CsvSource({
        "POST,/api/checks/,,403",
        "POST,/api/checks/,Basic dTpw,403",
        "POST,/api/checks/,Negotiate x,403",
        "POST,/api/checks/,Bearer x,200",
        "GET,/ws/cargue/ID1/,,403",
        "GET,/ws/cargue/ID1/,Basic dTpw,403",
        "GET,/%77s/cargue/ID1/,,403",
        "GET,/ws%2Fcargue/ID1/,,403",
        "GET,/ws/cargue/ID1/,bearer x,200",
        "GET,/api/planilla/ID1/,Basic dTpw,200",
    })
    void takesTheCookieAloneForNoChangeAndNoStream(
            String method, String path, @Nullable String authorization, int status) throws Exception {
        MockHttpServletRequest request = request(method, path, "push.example:8082");
        request.setCookies(new Cookie(TokenResolver.COOKIE, "x"));
        if (authorization != null) {
            request.addHeader("Authorization", authorization);
        }
        assertThat(ask(request).getStatus()).isEqualTo(status);
    }

    private MockHttpServletResponse ask(String host, String... origins) throws Exception {
        MockHttpServletRequest request = request("GET", "/api/planilla/ID1/", host);
        for (String origin : origins) {
            request.addHeader("Origin", origin);
        }
        return ask(request);
    }

    private static MockHttpServletRequest request(String method, String path, String host) {
        MockHttpServletRequest request = new MockHttpServletRequest(method, path);
        request.addHeader("Host", host);
        return request;
    }

    private MockHttpServletResponse ask(MockHttpServletRequest request) throws Exception {
        MockHttpServletResponse response = new MockHttpServletResponse();
        filter.doFilter(request, response, new MockFilterChain());
        return response;
    }
}
