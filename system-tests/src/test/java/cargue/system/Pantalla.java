package cargue.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import cargue.local.issuer.User;
import com.google.gson.JsonObject;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.CDPSession;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.WaitForSelectorState;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Supplier;
import tools.jackson.databind.JsonNode;

/** One of the two pages in a browser, as a person sees and uses it. One thread. */
final class Pantalla implements AutoCloseable {

    /** Time in which a page must be right again, whatever happened to it: above its longest pause between attempts. */
    static final Duration LIMIT = Duration.ofSeconds(60);

    private static final String ROWS = """
            () => JSON.stringify([...document.querySelectorAll('[data-producto]')].map((row) => ({...row.dataset})))""";

    private final Page page;

    private Pantalla(Page page) {
        this.page = page;
    }

    /** Opens a page and logs in. */
    static Pantalla open(BrowserContext context, String url, User user) {
        Pantalla pantalla = open(context, url);
        pantalla.enter(user);
        return pantalla;
    }

    /** Opens a page in whatever session the browser has. */
    static Pantalla open(BrowserContext context, String url) {
        Page page = context.newPage();
        page.setDefaultTimeout((double) LIMIT.toMillis());
        page.navigate(url);
        return new Pantalla(page);
    }

    void enter(User user) {
        page.locator("[name=usuario]").fill(user.user());
        page.locator("[name=clave]").fill(user.password());
        page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("Entrar"))
                .click();
    }

    Page page() {
        return page;
    }

    /** Goes to a vendedor's tab. */
    Pantalla tab(String vendedorId) {
        page.locator("[data-vendedor='" + vendedorId + "']").click();
        return this;
    }

    /** The rows that are shown, by product. */
    Map<String, Sheet.Row> rows() {
        Map<String, Sheet.Row> rows = new TreeMap<>();
        for (JsonNode row : Api.JSON.readTree((String) page.evaluate(ROWS))) {
            rows.put(
                    row.get("producto").asString(),
                    new Sheet.Row(
                            row.get("v").asString().equals("true"),
                            row.get("d").asString().equals("true"),
                            Integer.parseInt(row.get("total").asString()),
                            Long.parseLong(row.get("seq").asString())));
        }
        return rows;
    }

    /** What the page says of itself. */
    String estado() {
        return page.locator(".indicador-texto").first().innerText();
    }

    Locator row(String producto) {
        return page.locator("[data-producto=" + Api.JSON.writeValueAsString(producto) + "]");
    }

    /** Taps a row's tick: D on the dispatcher's page, V on the seller's. */
    void tick(String producto) {
        row(producto).getByRole(AriaRole.CHECKBOX).click();
    }

    /** Waits until the page shows exactly these rows and says that they are live. */
    void awaitRows(Supplier<Map<String, Sheet.Row>> stored) {
        await().atMost(LIMIT).untilAsserted(() -> {
            assertThat(rows()).isEqualTo(new TreeMap<>(stored.get()));
            assertThat(estado()).isEqualTo("en vivo");
        });
    }

    /** Waits until the page says something of itself. */
    void awaitEstado(String words) {
        await().atMost(LIMIT).until(() -> estado().contains(words));
    }

    /** Clicks the button of that name; the first, when there are several. */
    void press(String name) {
        button(name).first().click();
    }

    Locator button(String name) {
        return page.getByRole(
                AriaRole.BUTTON, new Page.GetByRoleOptions().setName(name).setExact(true));
    }

    /** The accessible name of what has the focus; empty when it has none. */
    String focused() {
        return String.valueOf(page.evaluate("() => document.activeElement?.getAttribute('aria-label') ?? ''"));
    }

    /** For something that is to vanish. */
    static Locator.WaitForOptions gone() {
        return new Locator.WaitForOptions().setState(WaitForSelectorState.DETACHED);
    }

    /** Waits until the page shows a text. */
    void awaitText(String words) {
        page.getByText(words).first().waitFor();
    }

    /** Waits until a row's tick is so situated on the seller's page. */
    void awaitSituation(String producto, String situation) {
        await().atMost(LIMIT).untilAsserted(() -> assertThat(situations()).containsEntry(producto, situation));
    }

    /** Waits until a row has both ticks so. */
    void awaitRow(String producto, boolean v, boolean d) {
        row(producto)
                .and(page.locator("[data-v='" + v + "'][data-d='" + d + "']"))
                .waitFor();
    }

    /** Situations of the rows on the seller's page, by product. */
    Map<String, String> situations() {
        Map<String, String> situations = new TreeMap<>();
        for (JsonNode row : Api.JSON.readTree((String) page.evaluate(ROWS))) {
            situations.put(row.get("producto").asString(), row.get("situacion").asString());
        }
        return situations;
    }

    /** What a laptop's lid does: nothing of the page runs until it is {@code active} again. */
    void lifecycle(String state) {
        CDPSession session = page.context().newCDPSession(page);
        JsonObject parameters = new JsonObject();
        parameters.addProperty("state", state);
        session.send("Page.setWebLifecycleState", parameters);
        session.detach();
    }

    /** Waits until the page would open without network. */
    void awaitInstalled() {
        page.evaluate("() => navigator.serviceWorker.ready.then(() => true)");
        page.waitForFunction("() => navigator.serviceWorker.controller !== null");
    }

    /** Nothing is beyond the window's right edge. */
    void awaitNoOverflow() {
        page.waitForFunction("() => document.documentElement.scrollWidth <= document.documentElement.clientWidth");
    }

    /** How much script the page has loaded, as it came over the network. */
    long scriptBytes() {
        return ((Number) page.evaluate("""
                () => performance.getEntriesByType('resource')
                  .filter(({ name }) => name.endsWith('.js'))
                  .reduce((sum, { encodedBodySize }) => sum + encodedBodySize, 0)""")).longValue();
    }

    /** In the order in which they are shown. */
    List<String> products() {
        List<String> products = new ArrayList<>();
        Api.JSON
                .readTree((String) page.evaluate(ROWS))
                .forEach(row -> products.add(row.get("producto").asString()));
        return products;
    }

    @Override
    public void close() {
        page.context().close();
    }
}
