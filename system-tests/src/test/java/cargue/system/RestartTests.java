package cargue.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import cargue.contract.Rol;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import tools.jackson.databind.JsonNode;

/** A restart is not seen by anyone but the connections that it closes. */
@ExtendWith(Stack.Extension.class)
class RestartTests {

    @Test
    void bothServicesRestartedHaveTheSameStateAndPositions(Stack stack) throws Exception {
        Sheet sheet = Sheet.today(stack.api(), stack.newVendedor());
        List<String> productos = Sheet.productos(12);
        sheet.sugerido(productos, 10);
        productos.forEach(p -> sheet.check("d", p, true));
        sheet.check("v", productos.get(3), true);
        var rows = sheet.rows();
        List<String> seen = watch(stack, sheet);

        try (Viewer viewer = Viewer.connect(stack.push().url(), "/ws/cargue/" + sheet.vendedorId() + "/")) {
            // A viewer is registered after its handshake.
            await().atMost(V1Viewer.LIMIT).until(() -> !viewer.messages().isEmpty());
            stack.push().stop();
            assertThat(viewer.closeCode()).isEqualTo(1012);
            stack.ingest().stop();
            Stack.restart(stack.ingest());
        } finally {
            if (!stack.push().isAlive()) { // which other tests need, too
                Stack.restart(stack.push());
            }
        }

        assertThat(sheet.rows()).isEqualTo(rows);
        assertThat(watch(stack, sheet)).isEqualTo(seen);
        assertThat(sheet.check("v", productos.get(4), true).seq()).isEqualTo(26);
    }

    @Test
    void aPushServiceThatIsKilledComesBackWithTheSameState(Stack stack) throws Exception {
        Sheet sheet = Sheet.today(stack.api(), stack.newVendedor());
        sheet.sugerido(Sheet.productos(12), 10);
        List<String> seen = watch(stack, sheet);

        stack.push().kill();
        Stack.restart(stack.push());

        assertThat(watch(stack, sheet)).isEqualTo(seen);
    }

    /** What a viewer is shown who connects once push-service has everything: all 12 rows. */
    private static List<String> watch(Stack stack, Sheet sheet) {
        long last = stack.table().lastSeq(sheet.vendedorId());
        String path = "/ws/cargue/" + sheet.vendedorId() + "/";
        try (Viewer viewer = Viewer.connectAfter(stack.push().url(), path, last)) {
            assertThat(viewer.messages()).hasSize(12);
            return viewer.messages().stream().map(JsonNode::toString).toList();
        }
    }

    @Test
    void bothServicesTellTheirHealth(Stack stack) {
        for (Api api : List.of(stack.api(), new Api(stack.push().url()))) {
            for (String probe : List.of("liveness", "readiness")) {
                Api.Answer answer = api.get("/actuator/health/" + probe);
                assertThat(answer.status()).isEqualTo(200);
                assertThat(answer.json().get("status").stringValue()).isEqualTo("UP");
            }
            assertThat(api.get("/actuator/env").status()).isEqualTo(403);
            assertThat(api.as(Rol.ADMIN, Users.ADMIN).get("/actuator/env").status())
                    .isEqualTo(404);
        }
    }
}
