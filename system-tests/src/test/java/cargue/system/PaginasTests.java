package cargue.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.CDPSession;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Route;
import com.microsoft.playwright.options.ColorScheme;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import tools.jackson.databind.JsonNode;

/**
 * The two pages in a real browser, against what {@code ./cargue up} starts. Each test has a seller of its own. The first
 * puts a page to sleep and the last wakes it, so that the five minutes of its sleep are the others' time.
 */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class PaginasTests extends PageTests {

    private static final Duration SLEEP = Duration.ofMinutes(5);

    private static Pantalla sleeper;
    private static Instant asleepSince;

    @Test
    @Order(0)
    void fallsAsleep() {
        sleeper = Pantalla.open(chromium.desk(), stack.cargueUrl(), stack.user(PageStack.DESPACHADOR));
        sleeper.tab("ID6").awaitRows(() -> stack.stored("ID6"));
        sleeper.lifecycle("frozen");
        asleepSince = Instant.now();
        PRODUCTOS.forEach(producto -> stack.v("ID6", producto, true));
    }

    @Test
    void bothSeeEachOthersTicks() {
        Pantalla board = board("ID1");
        Pantalla phone = phone("ID1");
        board.awaitRows(() -> stack.stored("ID1"));
        phone.awaitRows(() -> stack.stored("ID1"));

        phone.tick(FIRST);
        board.awaitRow(FIRST, true, true);
        board.tick(FIRST);
        phone.awaitRow(FIRST, false, false);
        board.tick(FIRST);
        phone.awaitRow(FIRST, false, true);

        for (int turn = 0; turn < 10; turn++) {
            String producto = PRODUCTOS.get(turn);
            phone.tick(producto);
            board.awaitRow(producto, true, true);
            board.tick(producto);
            phone.awaitRow(producto, false, false);
        }
        board.awaitRows(() -> stack.stored("ID1"));
        phone.awaitRows(() -> stack.stored("ID1"));
        PRODUCTOS.subList(0, 10).forEach(producto -> stack.d("ID1", producto, true));
    }

    @Test
    void showsWhatIsStoredWheneverItIsOpened() {
        stack.v("ID2", FIRST, true);
        Pantalla board = board("ID2");
        board.awaitRows(() -> stack.stored("ID2"));

        CompletableFuture<Void> ticks =
                CompletableFuture.runAsync(() -> PRODUCTOS.forEach(producto -> stack.v("ID2", producto, true)));
        do {
            board.page().reload();
            board.row(FIRST).waitFor();
        } while (!ticks.isDone());
        ticks.join();
        board.awaitRows(() -> stack.stored("ID2"));
        PRODUCTOS.forEach(producto -> stack.v("ID2", producto, false));
    }

    @Test
    void isRightAgainAfterPushServiceWasKilled() throws Exception {
        Pantalla board = board("ID3");
        Pantalla phone = phone("ID3");
        board.awaitRows(() -> stack.stored("ID3"));
        phone.awaitRows(() -> stack.stored("ID3"));

        stack.push().kill();
        board.awaitEstado("reconectando");
        stack.v("ID3", FIRST, true);
        phone.tick(PRODUCTOS.get(1)); // which needs no push-service
        phone.awaitSituation(PRODUCTOS.get(1), "confirmada");
        stack.startPush();

        board.awaitRows(() -> stack.stored("ID3"));
        phone.awaitRows(() -> stack.stored("ID3"));
    }

    @Test
    void saysThatThereIsNoNetworkAndIsRightAgainAfterIt() {
        Pantalla board = board("ID3");
        board.awaitRows(() -> stack.stored("ID3"));

        board.page().context().setOffline(true);
        board.awaitEstado("sin red, datos de hace");
        stack.v("ID3", PRODUCTOS.get(2), true);
        board.page().context().setOffline(false);

        board.awaitRows(() -> stack.stored("ID3"));
    }

    @Test
    void takesBackATickThatIsRefusedAndSaysWhy() {
        Pantalla board = board("ID4");
        board.awaitRows(() -> stack.stored("ID4"));
        stack.d("ID4", FIRST, false);
        board.awaitRow(FIRST, false, false);
        stack.cantidad("ID4", FIRST, 0);
        board.awaitRows(() -> stack.stored("ID4")); // a tick of a row that had changed unseen would be asked about

        board.tick(FIRST);

        board.row(FIRST).locator(".rechazo").waitFor();
        assertThat(board.row(FIRST).locator(".rechazo").innerText()).contains("sin cantidad");
        board.awaitRows(() -> stack.stored("ID4"));
        stack.cantidad("ID4", FIRST, 100);
        stack.d("ID4", FIRST, true);
    }

    @Test
    void losesNoTickThatWasMadeWithoutNetworkThoughTheBrowserIsKilled(@TempDir Path directory) throws Exception {
        String refused = PRODUCTOS.get(17);
        stack.d("ID5", refused, false);
        long before = stack.table().lastSeq("ID5");
        BrowserContext context = chromium.phoneOn(directory);
        Pantalla phone = Pantalla.open(context, stack.appUrl(), stack.user("ID5"));
        phone.awaitRows(() -> stack.stored("ID5"));
        phone.awaitInstalled();
        context.setOffline(true);
        List<String> order = phone.products();
        order.forEach(phone::tick);
        await().atMost(LIMIT)
                .untilAsserted(() -> assertThat(phone.situations().values()).containsOnly("pendiente"));
        assertThat(phone.page().locator(".arriba-cuenta").innerText()).startsWith("0/36");
        Chromium.kill(directory);

        BrowserContext again = chromium.phoneOn(directory);
        again.setOffline(true);
        Pantalla reopened = kept(Pantalla.open(again, stack.appUrl()));
        await().atMost(LIMIT)
                .untilAsserted(
                        () -> assertThat(reopened.situations()).hasSize(36).containsValue("pendiente"));
        assertThat(reopened.estado()).contains("sin red");
        again.clearCookies(); // the session has not outlived the time without network
        again.setOffline(false);
        reopened.page().getByText("La sesión de ID5 terminó").waitFor();
        reopened.enter(stack.user("ID5"));

        await().atMost(LIMIT)
                .untilAsserted(() -> assertThat(reopened.situations())
                        .containsEntry(refused, "rechazada")
                        .doesNotContainValue("pendiente"));
        assertThat(reopened.row(refused).innerText()).contains("hasta que el Despachador lo haya marcado");
        reopened.awaitRows(() -> stack.stored("ID5"));
        List<String> ticked = new ArrayList<>(order);
        ticked.remove(refused);
        assertThat(stack.ticksOf("ID5", before)).containsExactlyElementsOf(ticked);
    }

    @Test
    void showsARefusalByRuleWithItsReason() {
        Pantalla phone = phone("ID4");
        phone.awaitRows(() -> stack.stored("ID4"));
        String producto = PRODUCTOS.get(5);
        stack.d("ID4", producto, false);
        phone.awaitRow(producto, false, false);

        phone.tick(producto);

        phone.row(producto).locator(".fila-aviso").waitFor();
        assertThat(phone.situations()).containsEntry(producto, "rechazada");
        assertThat(phone.row(producto).innerText()).contains("No puedes marcar el check de Vendedor hasta que");
        phone.press("Dejar así");
        phone.awaitSituation(producto, "libre");
        stack.d("ID4", producto, true);
    }

    @Test
    void asksWhatToDoWhenTheRowHasChangedMeanwhile() {
        Pantalla phone = phone("ID4");
        phone.awaitRows(() -> stack.stored("ID4"));
        String producto = PRODUCTOS.get(6);
        phone.page().context().setOffline(true);
        phone.tick(producto);
        stack.adicional("ID4", producto, 20);
        phone.page().context().setOffline(false);

        phone.row(producto).locator(".fila-aviso").waitFor();
        assertThat(phone.situations()).containsEntry(producto, "conflicto");
        assertThat(phone.row(producto).innerText()).contains("total 120");
        phone.press("Marcar otra vez");

        phone.awaitSituation(producto, "confirmada");
        phone.awaitRows(() -> stack.stored("ID4"));
    }

    @Test
    void usesOneConnectionForAllTabsAndClosesItOnLeaving() {
        await().atMost(LIMIT).until(() -> stack.viewers() == 1); // the one that sleeps
        Pantalla board = board("ID1");
        for (int id = 1; id <= 6; id++) {
            String vendedorId = "ID" + id;
            board.tab(vendedorId).awaitRows(() -> stack.stored(vendedorId));
        }
        assertThat(stack.viewers()).isEqualTo(2);

        for (int turn = 0; turn < 50; turn++) {
            board.page().evaluate("() => dispatchEvent(new PageTransitionEvent('pagehide', { persisted: true }))");
            board.page().evaluate("() => dispatchEvent(new PageTransitionEvent('pageshow', { persisted: true }))");
        }
        board.awaitRows(() -> stack.stored("ID6"));
        await().atMost(LIMIT).until(() -> stack.viewers() == 2);

        board.page().navigate("about:blank");
        await().atMost(LIMIT).until(() -> stack.viewers() == 1);
        board.page().goBack();
        board.awaitRows(() -> stack.stored("ID6"));
        assertThat(stack.viewers()).isEqualTo(2);
    }

    @Test
    void playsTheDayAgain() {
        String producto = PRODUCTOS.get(3);
        stack.v("ID2", producto, true);
        Pantalla board = board("ID2");
        board.awaitRow(producto, true, true);
        board.press("Historia");
        board.awaitRow(producto, true, true);

        board.press("Cambio anterior");
        board.awaitRow(producto, true, true); // the moment of that change itself
        board.press("Cambio anterior");
        board.awaitRow(producto, false, true);

        board.page().locator("select").selectOption("1200");
        board.press("Reproducir");
        board.awaitRow(producto, true, true);
    }

    @Test
    void isInstallableAndSmall() {
        Pantalla phone = phone("ID1");
        phone.awaitInstalled();
        CDPSession session = phone.page().context().newCDPSession(phone.page());
        JsonNode answer =
                Api.JSON.readTree(session.send("Page.getInstallabilityErrors").toString());
        assertThat(answer.get("installabilityErrors").findValuesAsString("errorId"))
                .isSubsetOf("in-incognito"); // which a test's browser is
        assertThat(phone.scriptBytes()).isBetween(1L, 150_000L);
        assertThat(board("ID1").scriptBytes()).isBetween(1L, 150_000L);
    }

    /** As the plan that this system replaces says: a socket, and messages that are matched by product. */
    @Test
    void aPageThatKnowsOnlyThePlansProtocolWorksBesideThem() throws Exception {
        String page = Files.readString(Path.of("src", "test", "resources", "pagina-del-plan.html"));
        Pantalla board = board("ID3");
        Page old = board.page().context().newPage();
        old.route(
                "**/cargue/plan.html",
                route -> route.fulfill(new Route.FulfillOptions().setBody(page).setContentType("text/html")));
        old.navigate(stack.cargueUrl() + "plan.html");
        old.locator("[data-producto]").nth(PRODUCTOS.size() - 1).waitFor();
        String producto = PRODUCTOS.get(9);

        stack.v("ID3", producto, true);
        old.locator("[data-producto=" + Api.JSON.writeValueAsString(producto) + "][data-v=true]")
                .waitFor();
        board.awaitRow(producto, true, true);
        stack.d("ID3", producto, false);
        old.locator("[data-producto=" + Api.JSON.writeValueAsString(producto) + "][data-v=false][data-d=false]")
                .waitFor();
    }

    /** What axe-core calls critical or serious; and the pictures that the documentation shows. */
    @ParameterizedTest
    @EnumSource(names = {"LIGHT", "DARK"})
    @Order(Integer.MAX_VALUE - 1)
    void canBeUsedByAll(ColorScheme scheme) {
        Pictures pictures = new Pictures(scheme);
        Pantalla board = kept(Pantalla.open(chromium.desk(scheme), stack.cargueUrl()));
        board.page().locator("[name=clave]").waitFor();
        pictures.take("entrada", board);
        board.enter(stack.user(PageStack.DESPACHADOR));
        board.page().locator(".tarjeta").nth(5).locator("progress").nth(1).waitFor();
        pictures.take("resumen", board);

        Pantalla phone = kept(Pantalla.open(chromium.phone(scheme), stack.appUrl(), stack.user("ID1")));
        phone.page().locator("[data-producto]").nth(PRODUCTOS.size() - 1).waitFor();
        List<String> shown = phone.products();
        stack.adicional("ID1", shown.get(2), 0);
        shown.forEach(producto -> stack.d("ID1", producto, true));
        shown.subList(0, 3).forEach(producto -> stack.v("ID1", producto, false));
        shown.subList(3, 20).forEach(producto -> stack.v("ID1", producto, true));
        stack.d("ID1", shown.get(1), false);
        phone.awaitRows(() -> stack.stored("ID1"));
        pictures.take("telefono-en-vivo", phone);
        phone.tick(shown.get(1));
        phone.row(shown.get(1)).locator(".fila-aviso").waitFor();
        phone.page().context().setOffline(true);
        phone.tick(shown.get(0));
        phone.tick(shown.get(2));
        await().atMost(LIMIT).until(() -> phone.situations().get(shown.get(2)).equals("pendiente"));
        phone.awaitEstado("sin red");
        pictures.take("telefono", phone);
        phone.press("Salir");
        pictures.take("telefono-salir", phone);
        phone.press("Quedarme");

        board.tab("ID1").awaitRows(() -> stack.stored("ID1"));
        stack.cantidad("ID1", shown.get(1), 0);
        board.awaitRows(() -> stack.stored("ID1"));
        board.tick(shown.get(1));
        board.row(shown.get(1)).locator(".rechazo").waitFor();
        pictures.take("hoja", board);
        stack.cantidad("ID1", shown.get(1), 100);
        board.press("Historia");
        board.page().locator(".historia-linea").waitFor();
        pictures.take("historia", board);
        board.press("Ahora");
        board.row(shown.get(1)).locator(".quien-boton").click();
        board.page().locator(".relato li").first().waitFor();
        pictures.take("relato", board);
        board.press("Día siguiente");
        board.awaitText("no tiene planilla de esta fecha");
        pictures.take("sin-planilla", board);

        stack.adicional("ID1", shown.get(2), 20);
        phone.page().context().setOffline(false);
        phone.awaitSituation(shown.get(2), "conflicto");
        phone.row(shown.get(2)).scrollIntoViewIfNeeded();
        pictures.take("telefono-conflicto", phone);
        phone.page().context().clearCookies();
        phone.tick(shown.get(4));
        phone.awaitText("La sesión de ID1 terminó");
        pictures.take("telefono-sesion", phone);
    }

    /** A board in the narrow window beside something else. */
    @Test
    void fitsANarrowWindow() {
        Pantalla board = board("ID3");
        board.page().setViewportSize(Chromium.PHONE_WIDTH, 740);
        board.row(FIRST).waitFor();
        board.awaitNoOverflow();
        board.press("Historia");
        board.page().locator(".historia-linea").waitFor();
        board.awaitNoOverflow();
    }

    /** Phones in a yard are often wrong about the time; here by more than a day. */
    @Test
    void knowsTheDayAndTheTimeOfATapThoughTheDevicesClockIsWrong() {
        BrowserContext context = chromium.phone();
        context.addInitScript("""
                const Real = Date;
                const shift = 26 * 3_600_000;
                globalThis.Date = class extends Real {
                  constructor(...of) { super(...(of.length > 0 ? of : [Real.now() + shift])); }
                  static now() { return Real.now() + shift; }
                };""");
        Pantalla phone = kept(Pantalla.open(context, stack.appUrl(), stack.user("ID3")));
        phone.awaitRows(() -> stack.stored("ID3"));
        String producto = PRODUCTOS.get(20);
        phone.tick(producto);

        await().atMost(LIMIT).until(() -> stack.stored("ID3").get(producto).v());
        JsonNode event = Api.JSON.readTree(
                stack.table().payloads("ID3").get((int) stack.table().lastSeq("ID3") - 1));
        assertThat(event.get("producto").asString()).isEqualTo(producto);
        assertThat(Instant.parse(event.get("marcado_en").asString()))
                .isBetween(Instant.now().minusSeconds(60), Instant.now().plusSeconds(5));
    }

    @Test
    @Order(Integer.MAX_VALUE)
    void isRightAgainAfterFiveMinutesOfSleep() throws IOException {
        await().pollInterval(Duration.ofSeconds(1))
                .atMost(SLEEP.plus(LIMIT))
                .until(() -> Duration.between(asleepSince, Instant.now()).compareTo(SLEEP) >= 0);
        sleeper.lifecycle("active");
        sleeper.awaitRows(() -> stack.stored("ID6"));
        assertThat(new TreeMap<>(stack.stored("ID6")).values()).allMatch(Sheet.Row::v);
        sleeper.close();
    }
}
