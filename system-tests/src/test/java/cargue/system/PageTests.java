package cargue.system;

import cargue.local.demo.Product;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;

/** A browser, and a stack on which ID1 to ID6 have today's sheet with D ticked in every row. */
abstract class PageTests {

    static final Duration LIMIT = Pantalla.LIMIT;
    static final List<String> PRODUCTOS =
            Product.catalogue().stream().map(Product::name).toList();
    static final String FIRST = PRODUCTOS.get(0);

    static PageStack stack;
    static Chromium chromium;

    private final List<Pantalla> opened = new ArrayList<>();

    @BeforeAll
    static void start() throws Exception {
        chromium = new Chromium();
        stack = PageStack.start();
        for (int id = 1; id <= 6; id++) {
            stack.load("ID" + id, PRODUCTOS);
        }
    }

    @AfterAll
    static void stop() {
        if (stack != null) {
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

    /** A dispatcher's board, at a seller's tab. */
    Pantalla board(String vendedorId) {
        return kept(Pantalla.open(chromium.desk(), stack.cargueUrl(), stack.user(PageStack.DESPACHADOR)))
                .tab(vendedorId);
    }

    Pantalla phone(String vendedorId) {
        return kept(Pantalla.open(chromium.phone(), stack.appUrl(), stack.user(vendedorId)));
    }

    /** One that is closed after the test. */
    Pantalla kept(Pantalla pantalla) {
        opened.add(pantalla);
        return pantalla;
    }
}
