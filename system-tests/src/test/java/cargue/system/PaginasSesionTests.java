package cargue.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import cargue.contract.Dia;
import cargue.contract.Rol;
import cargue.local.issuer.User;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Page;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Who uses the pages: logging in and out, sessions that end, that are renewed, and that become somebody else's. */
class PaginasSesionTests extends PageTests {

    @Test
    void refusesAWrongPasswordInWords() {
        Pantalla phone = kept(Pantalla.open(chromium.phone(), stack.appUrl()));
        phone.enter(new User("ID1", Rol.VENDEDOR, "equivocada"));
        phone.awaitText("Usuario o clave equivocados.");
        phone.enter(stack.user("ID1"));
        phone.awaitRows(() -> stack.stored("ID1"));
    }

    @Test
    void asksAgainWhenTheSessionHasEndedAndKeepsWhatWasTapped() {
        Pantalla phone = phone("ID2");
        phone.awaitRows(() -> stack.stored("ID2"));
        String producto = PRODUCTOS.get(8);
        phone.page().context().clearCookies();

        phone.tick(producto);
        phone.awaitText("La sesión de ID2 terminó");
        assertThat(phone.situations()).containsEntry(producto, "pendiente");
        phone.enter(stack.user("ID2"));

        phone.awaitSituation(producto, "confirmada");
        phone.awaitRows(() -> stack.stored("ID2"));
    }

    @Test
    void sendsADispatchersTickInTheNextSession() {
        Pantalla board = board("ID3");
        board.awaitRows(() -> stack.stored("ID3"));
        board.page().context().clearCookies();

        board.tick(FIRST);
        board.awaitText("La sesión de DESP1 terminó");
        assertThat(stack.stored("ID3").get(FIRST).d()).isTrue();
        board.enter(stack.user(PageStack.DESPACHADOR));

        board.awaitRow(FIRST, false, false);
        await().atMost(LIMIT).until(() -> !stack.stored("ID3").get(FIRST).d());
        board.awaitRows(() -> stack.stored("ID3"));
    }

    @Test
    void goesOnWhenTheSessionWasRenewedInAnotherPage() {
        Pantalla board = board("ID3");
        board.awaitRows(() -> stack.stored("ID3"));
        String producto = PRODUCTOS.get(1);
        board.page().context().clearCookies();
        board.tick(producto);
        board.awaitText("La sesión de DESP1 terminó");

        Pantalla other = Pantalla.open(board.page().context(), stack.cargueUrl());
        other.enter(stack.user(PageStack.DESPACHADOR));

        board.page().locator(".vencida").waitFor(Pantalla.gone());
        await().atMost(LIMIT).until(() -> !stack.stored("ID3").get(producto).d());
        board.awaitRows(() -> stack.stored("ID3"));
    }

    @Test
    void sendsNothingInTheNameOfWhoeverElseLoggedIn() {
        Pantalla phone = phone("ID4");
        phone.awaitRows(() -> stack.stored("ID4"));
        phone.page().reload(); // whom it remembers it lets in before it has asked
        phone.awaitRows(() -> stack.stored("ID4"));
        Pantalla other = Pantalla.open(phone.page().context(), stack.appUrl());
        other.press("Salir");
        other.enter(stack.user("ID1"));
        other.awaitRows(() -> stack.stored("ID1"));

        phone.awaitText("En este navegador entró ID1");
        phone.tick(FIRST);
        phone.awaitSituation(FIRST, "pendiente");
        phone.awaitText("1 marca por enviar, cuando entres otra vez");
        assertThat(stack.stored("ID4").get(FIRST).v()).isFalse();
        phone.enter(stack.user("ID4"));

        phone.awaitSituation(FIRST, "confirmada");
        phone.awaitRows(() -> stack.stored("ID4"));
        other.awaitText("En este navegador entró ID4");
    }

    @Test
    void lettingInNeedsNoPushService() throws Exception {
        Pantalla phone = kept(Pantalla.open(chromium.phone(), stack.appUrl()));
        phone.page().locator("[name=clave]").waitFor();
        stack.push().kill();
        phone.enter(stack.user("ID2"));
        phone.awaitText("Aún no se sabe si hay planilla de hoy.");
        stack.startPush();

        phone.awaitRows(() -> stack.stored("ID2"));
    }

    @Test
    void otherPagesOfTheBrowserSendNothingOnceTheUserHasLeft() {
        Pantalla phone = phone("ID3");
        phone.awaitRows(() -> stack.stored("ID3"));
        Pantalla other = Pantalla.open(phone.page().context(), stack.appUrl());
        other.awaitRows(() -> stack.stored("ID3"));
        String producto = PRODUCTOS.get(5);
        phone.page().context().setOffline(true);
        other.press("Salir");
        other.awaitText("Saliste sin red");
        phone.tick(producto);
        phone.awaitSituation(producto, "pendiente");
        phone.page().context().setOffline(false);

        other.page().locator("[name=clave]").waitFor();
        phone.awaitText("La sesión de ID3 terminó");
        assertThat(phone.page().context().cookies()).isEmpty();
        assertThat(stack.stored("ID3").get(producto).v()).isFalse();
    }

    @Test
    void leavesAlsoWithoutNetworkAndKeepsWhatWasNotSent() {
        Pantalla phone = phone("ID6");
        phone.awaitRows(() -> stack.stored("ID6"));
        phone.awaitInstalled();
        BrowserContext context = phone.page().context();
        context.setOffline(true);
        phone.tick(FIRST);
        phone.awaitSituation(FIRST, "pendiente");

        phone.press("Salir");
        phone.awaitText("1 marca por enviar. Se guarda en este teléfono");
        phone.press("Quedarme");
        assertThat(phone.situations()).containsEntry(FIRST, "pendiente");
        phone.press("Salir");
        phone.press("Salir de todos modos");
        phone.awaitText("Saliste sin red");
        assertThat(context.cookies()).isNotEmpty();
        phone.page().reload();
        phone.awaitText("Saliste sin red");
        context.setOffline(false);

        phone.page().locator("[name=clave]").waitFor();
        assertThat(context.cookies()).isEmpty();
        assertThat(stack.stored("ID6").get(FIRST).v()).isFalse();
        phone.enter(stack.user("ID6"));
        phone.awaitSituation(FIRST, "confirmada");
    }

    @Test
    void tellsSheetsOfOneDateApart() {
        String both = PRODUCTOS.get(2);
        stack.loadAlso("ID5", Dia.MARTES, List.of(both));
        Pantalla phone = phone("ID5");
        phone.page().locator("section[aria-label=MARTES] [data-producto]").waitFor();
        assertThat(phone.page().locator("h2.dia").allInnerTexts()).containsExactly("LUNES", "MARTES");

        phone.page()
                .locator("section[aria-label=LUNES] [data-producto='" + both + "'] button")
                .click();

        await().atMost(LIMIT).until(() -> stack.stored("ID5").get(both).v());
        phone.page()
                .locator("section[aria-label=MARTES] [data-producto='" + both + "'][data-situacion=libre]")
                .waitFor();
    }

    /** Without a mouse: from the form to a tick, and to what happened to its row. */
    @Test
    void theBoardIsUsedByKeyboardAndTellsWhoDidWhat() {
        Pantalla board = Pantalla.open(chromium.desk(), stack.cargueUrl() + "#ID1");
        Page page = kept(board).page();
        page.locator("[name=usuario]").focus();
        User user = stack.user(PageStack.DESPACHADOR);
        page.keyboard().type(user.user());
        page.keyboard().press("Tab");
        page.keyboard().type(user.password());
        page.keyboard().press("Enter");
        board.awaitRows(() -> stack.stored("ID1"));
        List<String> shown = board.products();

        for (int presses = 0; !board.focused().startsWith("D de "); presses++) {
            assertThat(presses).as("presses of Tab until the first tick").isLessThan(30);
            page.keyboard().press("Tab");
        }
        page.keyboard().press("End");
        page.keyboard().press("Home");
        page.keyboard().press("ArrowDown");
        page.keyboard().press("ArrowDown");
        assertThat(board.focused()).isEqualTo("D de " + shown.get(2));
        page.keyboard().press("Space");
        board.awaitRow(shown.get(2), false, false);
        await().atMost(LIMIT).until(() -> !stack.stored("ID1").get(shown.get(2)).d());

        page.keyboard().press("Tab");
        page.keyboard().press("Enter");
        board.page().locator(".relato li").nth(2).waitFor();
        assertThat(board.page().locator(".relato li").allInnerTexts())
                .hasSize(3)
                .satisfiesExactly(
                        first -> assertThat(first).contains("entró a la planilla con 100", "ID1"),
                        second -> assertThat(second).contains("D marcado", "DESP1"),
                        third -> assertThat(third).contains("D quitado", "DESP1"));
        stack.v("ID1", shown.get(3), true);
        stack.d("ID1", shown.get(2), true);
        board.page().locator(".relato li").nth(3).waitFor();
    }
}
