package cargue.system;

import static org.assertj.core.api.Assertions.assertThat;

import cargue.contract.Rol;
import cargue.local.demo.Product;
import cargue.local.issuer.Issuer;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The administrator's page in a real browser, on two nodes. */
class PaginaAdminTests {

    private static final String ADMIN = "ADMIN";
    private static final List<String> PRODUCTOS =
            Product.catalogue().stream().map(Product::name).toList();

    private static PageStack stack;
    private static Chromium chromium;
    private static @Nullable Issuer formerIssuer;

    private final List<Pantalla> opened = new ArrayList<>();

    @BeforeAll
    static void start() throws Exception {
        chromium = new Chromium();
        stack = PageStack.startWithTwoNodes();
        formerIssuer = Users.of(stack.issuer());
        stack.load("ID1", PRODUCTOS);
        stack.load("ID2", PRODUCTOS.subList(0, 5));
    }

    @AfterAll
    static void stop() {
        if (stack != null) {
            Users.of(formerIssuer);
            stack.close();
        }
        if (chromium != null) {
            chromium.close();
        }
    }

    @AfterEach
    void close() {
        opened.forEach(Pantalla::close);
    }

    private Pantalla kept(Pantalla pantalla) {
        opened.add(pantalla);
        return pantalla;
    }

    private Pantalla admin(ColorScheme scheme) {
        Pantalla page = kept(Pantalla.open(chromium.desk(scheme), stack.adminUrl(), stack.user(ADMIN)));
        page.page().locator(".nodo[data-fase=LIVE]").nth(1).waitFor();
        return page;
    }

    private Pantalla board(String vendedorId) {
        return kept(Pantalla.open(chromium.desk(), stack.cargueUrl(), stack.user(PageStack.DESPACHADOR)))
                .tab(vendedorId);
    }

    private static void refuse(String vendedorId) {
        Api phone = new Api(stack.ingest().url()).as(stack.token(Rol.VENDEDOR, vendedorId));
        Sheet sheet = Sheet.today(phone, vendedorId);
        String key = UUID.randomUUID().toString();
        Api.Answer answer = Api.patiently(() -> sheet.check("v", "EMPANADA", true, key));
        assertThat(answer.status()).as(answer.text()).isEqualTo(404);
    }

    @Test
    void whoIsNoAdministratorIsToldSo() {
        Pantalla page = kept(Pantalla.open(chromium.desk(), stack.adminUrl(), stack.user(PageStack.DESPACHADOR)));

        page.awaitText("El usuario DESP1 (despachador) no tiene nada que hacer aquí.");
    }

    @Test
    void theServicesOwnAddressStillLeadsToTheBoard() {
        Page page = chromium.desk().newPage();
        page.navigate(stack.push().url() + "/");

        assertThat(page.url()).isEqualTo(stack.cargueUrl());
        page.context().close();
    }

    @Test
    void showsTheNodesComparesThemAndSendsAViewerAway() throws Exception {
        refuse("ID1");
        Pantalla board = board("ID1");
        board.awaitRows(() -> stack.stored("ID1"));
        try (V1Viewer other = V1Viewer.of("ID1", Filter.NONE)) {
            other.connect(stack.second().url()).awaitSeq(stack.table().lastSeq("ID1"));
            Pantalla admin = admin(ColorScheme.LIGHT);
            Page page = admin.page();
            page.locator("[data-vendedor=ID1] [data-lugar='al día']").nth(1).waitFor();
            page.locator(".rechazado[data-codigo=PRODUCTO_NO_ENCONTRADO]")
                    .first()
                    .waitFor();
            admin.press("ID1");
            admin.press("Comparar con PostgreSQL");
            page.locator(".informe[data-resultado=igual]").nth(1).waitFor();
            assertThat(page.locator(".informe").allInnerTexts())
                    .allMatch(text -> text.contains("Iguales: 36 filas, posición …"))
                    .extracting(text -> text.substring(0, text.indexOf(':')))
                    .containsExactly("patio-1", "patio-2");

            Locator connection = page.locator("[data-conexion][data-sub=DESP1]");
            String id = connection.getAttribute("data-conexion");
            connection.getByText("Desconectar").click();
            connection.getByText("¿Seguro?").waitFor();
            assertThat(board.estado()).isEqualTo("en vivo");
            connection.getByText("¿Seguro?").click();
            admin.awaitText("Se desconectó a DESP1.");
            page.locator("[data-conexion='" + id + "']").waitFor(Pantalla.gone());
            board.awaitRows(() -> stack.stored("ID1"));
            assertThat(other.isConnected()).isTrue();

            Locator onOther = page.locator("[data-conexion][data-sub=ANALISTA1]");
            onOther.getByText("Desconectar").click();
            onOther.getByText("¿Seguro?").click();
            assertThat(other.closeCode()).isEqualTo(1012);
            other.assertSound();
        }
    }

    @Test
    void aNodeThatDoesNotAnswerStandsOutUntilItIsBack() throws Exception {
        Pantalla admin = admin(ColorScheme.LIGHT);
        stack.second().kill();
        admin.awaitText("No se puede conectar.");
        admin.page().locator("[data-vendedor=ID1] [data-lugar='sin respuesta']").waitFor();
        Stack.restart(stack.second());

        admin.page().locator("[data-vendedor=ID1] [data-lugar='al día']").nth(1).waitFor();
    }

    /** What axe-core calls critical or serious; and the picture that the documentation shows. */
    @ParameterizedTest
    @EnumSource(names = {"LIGHT", "DARK"})
    void canBeUsedByAll(ColorScheme scheme) {
        Pictures pictures = new Pictures(scheme);
        refuse("ID2");
        refuse("ID1");
        board("ID1").awaitRows(() -> stack.stored("ID1"));
        Pantalla admin = admin(scheme);
        admin.press("ID1");
        admin.press("Comparar con PostgreSQL");
        admin.page().locator(".informe[data-resultado=igual]").nth(1).waitFor();
        admin.page().locator("[data-conexion]").first().waitFor();
        admin.page().locator(".rechazado").nth(1).waitFor();
        admin.page().setViewportSize(1280, 1480);
        admin.page().evaluate("() => scrollTo(0, 0)");
        pictures.take("admin", admin);
        admin.page().setViewportSize(Chromium.PHONE_WIDTH, 740);
        pictures.take("admin-telefono", admin);
        admin.page().locator("[data-conexion]").first().scrollIntoViewIfNeeded();
        admin.page().locator("[data-conexion]").first().getByText("Desconectar").click();
        pictures.take("admin-telefono-conexion", admin);
    }
}
