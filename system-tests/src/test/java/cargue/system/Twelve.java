package cargue.system;

import static org.assertj.core.api.Assertions.assertThat;

import cargue.local.service.Service;
import java.util.List;
import java.util.Map;

/** A vendedor with one sheet of today and twelve rows, and changes to it. */
record Twelve(Stack stack, Sheet sheet) {

    private static final List<String> PRODUCTOS = Sheet.productos(12);

    static Twelve in(Stack stack) {
        return of(stack, Sheet.today(stack.api(), stack.newVendedor()));
    }

    /** The same rows in another sheet. */
    static Twelve of(Stack stack, Sheet sheet) {
        assertThat(sheet.fill(PRODUCTOS, 10).status()).isEqualTo(200);
        return new Twelve(stack, sheet);
    }

    String vendedorId() {
        return sheet.vendedorId();
    }

    /** The same vendedor's sheet of a later date, filled too. */
    Twelve days(int later) {
        return of(
                stack,
                new Sheet(
                        sheet.api(),
                        sheet.vendedorId(),
                        sheet.dia(),
                        sheet.fecha().plusDays(later)));
    }

    /** So many changes, one after the other. */
    void change(int times) {
        long last = last();
        for (int i = 0; i < times; i++) {
            String producto = PRODUCTOS.get(i % PRODUCTOS.size());
            int adicional = (int) last + 1 + i;
            assertThat(Api.patiently(() -> sheet.adicional(producto, adicional)).status())
                    .isEqualTo(200);
        }
    }

    /** Waits until a node has all there is of the vendedor: who joins later is told it as the state, not as changes. */
    void awaitOn(Service node) {
        try (V1Viewer viewer = viewer().connect(node.url())) {
            viewer.awaitSeq(last());
        }
    }

    V1Viewer viewer() {
        return V1Viewer.of(vendedorId(), Filter.NONE);
    }

    long last() {
        return stack.table().lastSeq(vendedorId());
    }

    Map<String, Table.Row> table() {
        return stack.table().rows(vendedorId());
    }
}
