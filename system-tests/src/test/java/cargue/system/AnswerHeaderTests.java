package cargue.system;

import static org.assertj.core.api.Assertions.assertThat;

import cargue.contract.Rol;
import cargue.local.service.Service;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** What every answer tells a browser about its use, and that no refusal is without its words. */
@ExtendWith(Stack.Extension.class)
class AnswerHeaderTests {

    @Test
    void noAnswerMayBeFramedGuessedAtOrToldOnAndNoneOfTheApiIsKept(Stack stack) {
        String vendedor = stack.issuer().token(Rol.VENDEDOR, "ID1", Duration.ofHours(1));
        String admin = stack.issuer().token(Rol.ADMIN, "encabezados", Duration.ofHours(1));
        for (Service service : List.of(stack.ingest(), stack.push())) {
            Map<Ask, Integer> answers = Map.of(
                    Ask.get("/config.json"), 200,
                    Ask.get("/actuator/health"), 200,
                    Ask.get("/sesion/").bearer(vendedor), 200,
                    Ask.of("POST", "/sesion/").bearer(vendedor), 204,
                    Ask.get("/sesion/"), 401,
                    Ask.get("/actuator/metrics").bearer(vendedor), 403,
                    Ask.get("/actuator/metrics").bearer(admin), 200,
                    Ask.get("/nada").bearer(vendedor), 404);
            answers.forEach((ask, status) -> assertGuarded(Wire.once(service, ask), ask, status));
        }
        for (Ask ask : List.of(
                Ask.get("/sesion/").origin("https://evil.test"),
                Ask.get("/sesion/").host("evil.test"))) {
            Reply reply = Wire.once(stack.push(), ask);
            assertThat(reply.all("X-Content-Type-Options")).containsExactly("nosniff");
            assertThat(reply.all("Cache-Control")).containsExactly("no-store");
        }
        Ask list = Ask.get("/api/vendedores/").bearer(vendedor);
        assertGuarded(Wire.once(stack.ingest(), list), list, 200);
        Ask stream = Ask.get("/sse/cargue/ID1/").bearer(vendedor);
        assertThat(Wire.once(stack.push(), stream).header("Cache-Control")).contains("no-");
    }

    @Test
    void whatNoCallAnswersIsRefusedInTheWordsOfAllRefusals(Stack stack) {
        String admin = stack.issuer().token(Rol.ADMIN, "encabezados", Duration.ofHours(1));
        for (Service service : List.of(stack.ingest(), stack.push())) {
            assertRefused(service, Ask.get("/nada/").bearer(admin), 404, "NO_ENCONTRADO");
            assertRefused(service, Ask.of("DELETE", "/nada/").bearer(admin), 404, "NO_ENCONTRADO");
            for (String method : List.of("GET", "POST", "PUT", "DELETE", "PATCH")) {
                assertRefused(
                        service, Ask.of(method, "/api/admin/vendedor/%0A/").bearer(admin), 400, "PETICION_RECHAZADA");
            }
            assertRefused(
                    service, Ask.of("DELETE", "/api/admin/vendedor/ID1/").bearer(admin), 405, "METODO_NO_PERMITIDO");
        }
        assertRefused(stack.push(), Ask.of("DELETE", "/api/planilla/ID1/").bearer(admin), 405, "METODO_NO_PERMITIDO");
        assertRefused(
                stack.push(), Ask.get("/sesion/").bearer(admin).with("Accept", "text/plain"), 406, "TIPO_NO_ACEPTADO");
    }

    private static void assertRefused(Service service, Ask ask, int status, String error) {
        Reply reply = Wire.once(service, ask);
        assertThat(reply.status()).as(ask.toString()).isEqualTo(status);
        assertThat(reply.header("Content-Type")).as(ask.toString()).startsWith("application/json");
        assertThat(reply.header("Cache-Control")).as(ask.toString()).contains("no-store");
        assertThat(reply.json().propertyNames()).as(ask.toString()).containsExactlyInAnyOrder("error", "message");
        assertThat(reply.json().get("error").stringValue()).as(ask.toString()).isEqualTo(error);
    }

    private static void assertGuarded(Reply reply, Ask ask, int status) {
        assertThat(reply.status()).as(ask.toString()).isEqualTo(status);
        assertThat(reply.header("X-Content-Type-Options")).as(ask.toString()).isEqualTo("nosniff");
        assertThat(reply.header("X-Frame-Options")).as(ask.toString()).isEqualTo("DENY");
        assertThat(reply.header("Referrer-Policy")).as(ask.toString()).isEqualTo("no-referrer");
        assertThat(reply.header("Content-Security-Policy"))
                .as(ask.toString())
                .contains("default-src 'self'", "frame-ancestors 'none'", "object-src 'none'")
                .doesNotContain("unsafe");
        assertThat(reply.header("Cache-Control")).as(ask.toString()).contains("no-store");
        assertThat(reply.header("Server")).as(ask.toString()).isEmpty();
    }
}
