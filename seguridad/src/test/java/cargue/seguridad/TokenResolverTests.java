package cargue.seguridad;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.servlet.http.Cookie;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.mock.web.MockHttpServletRequest;

/** Where a token is looked for, and where a cookie is none. */
class TokenResolverTests {

    @ParameterizedTest
    @CsvSource(
            nullValues = "-",
            value = {
                "GET,/sesion/,cookie",
                "GET,/api/planilla/ID1/,cookie",
                "POST,/api/checks/,cookie",
                "GET,/ws/cargue/ID1/,subprotocol",
                "GET,/%77s/cargue/ID1/,subprotocol",
                "POST,/sesion/,-",
                "POST,/sesion,-",
                "POST,/%73esion/,-",
                "POST,/sesio%6E,-",
                "DELETE,/sesion/,-",
                "DELETE,/%73esion/,-",
                "GET,/config.json,-",
                "GET,/%63onfig.json,-",
            })
    void takesTheCookieWhereItCounts(String method, String path, @Nullable String token) {
        MockHttpServletRequest request = new MockHttpServletRequest(method, path);
        request.setCookies(new Cookie(TokenResolver.COOKIE, "cookie"));
        request.addHeader("Sec-WebSocket-Protocol", "cargue.v1, bearer.subprotocol");
        request.addParameter("access_token", "query");
        assertThat(new TokenResolver().resolve(request)).isEqualTo(token);
    }
}
