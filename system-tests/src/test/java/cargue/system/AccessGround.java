package cargue.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import cargue.contract.CheckEvento;
import cargue.contract.Rol;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The vendedor that the table's calls are about: the rows that wait for them, and what came of them. */
final class AccessGround {

    private static final Duration LIMIT = Duration.ofSeconds(30);
    private static final String CHECKS = "/api/checks/";

    private final Stack stack;
    private final AccessTable table;
    private final String admin;
    private final String despachador;
    private final String vendedor;

    AccessGround(Stack stack, AccessTable table) {
        this.table = table;
        this.stack = stack;
        this.admin = stack.issuer().token(Rol.ADMIN, "preparar", Duration.ofHours(1));
        this.despachador = stack.issuer().token(Rol.DESPACHADOR, "preparar", Duration.ofHours(1));
        this.vendedor = stack.issuer().token(Rol.VENDEDOR, AccessTable.TARGET, Duration.ofHours(1));
    }

    /**
     * Makes what the cells that are let in will change, and something for the others.
     *
     * @return the events that it took
     */
    int prepare() {
        for (String id : List.of(AccessTable.TARGET, AccessTable.OTHER)) {
            send(Ask.put("/api/vendedores/" + id, "{\"nombre\":\"" + id + "\"}").bearer(admin), 201);
        }
        List<Spot> rows =
                new ArrayList<>(List.of(table.row(AccessTable.UNTOUCHED), table.row(AccessTable.UNTOUCHED_CHECKED)));
        List<Spot> checked = new ArrayList<>(List.of(table.row(AccessTable.UNTOUCHED_CHECKED)));
        table.cells().stream()
                .filter(cell -> cell.leavesEvent() && !cell.call().makesNew())
                .forEach(cell -> (cell.call().right() == Right.SET_V ? checked : rows).add(cell.spot()));
        rows.addAll(checked.subList(1, checked.size()));
        String productos = list(rows, spot -> "{\"nombre\":\"" + spot.producto() + "\",\"cantidad\":5}");
        Spot any = rows.get(0);
        String sugerido = any.sugerido().replaceAll("\"productos\":\\[.*\\]", "\"productos\":" + productos);
        send(Ask.post("/api/guardar-sugerido/", sugerido).bearer(vendedor), 200);
        String checks = list(
                checked,
                spot -> "{\"id\":\"p" + spot.number() + "\","
                        + spot.body("\"d\":true").substring(1));
        Reply reply = send(Ask.post(CHECKS, "{\"checks\":" + checks + "}").bearer(despachador), 200);
        assertThat(reply.json().get("resultados"))
                .allMatch(check -> check.get("status").intValue() == 200);
        return rows.size() + checked.size();
    }

    /** One event for each cell that was let in, with its sender as the token has it; none of any other. */
    void assertOnlyAllowedChanged(int before) {
        List<CheckEvento> events = events(AccessTable.TARGET);
        assertThat(events.subList(before, events.size()).stream().map(AccessGround::told))
                .containsExactlyInAnyOrderElementsOf(table.cells().stream()
                        .filter(Cell::leavesEvent)
                        .map(AccessGround::told)
                        .toList());
        assertThat(stack.table().rows(AccessTable.TARGET)).isEqualTo(Events.replay(events));
        assertThat(stack.table().rows(AccessTable.OTHER)).isEmpty();
        assertThat(stack.table().lastSeq(AccessTable.OTHER)).isZero();
    }

    /** The same of vendedores. */
    void assertOnlyAllowedMade() {
        Collection<String> made = table.cells().stream()
                .filter(cell -> cell.call().name().equals("PUT vendedor") && cell.isAllowed())
                .map(cell -> cell.spot().newVendedor())
                .toList();
        assertThat(vendedores(admin).filter(id -> id.matches("N\\d+"))).containsExactlyInAnyOrderElementsOf(made);
    }

    /** Whom a token shows. */
    Stream<String> vendedores(String token) {
        return send(Ask.get("/api/vendedores/").bearer(token), 200).json().values().stream()
                .map(vendedor -> vendedor.get("vendedor_id").stringValue());
    }

    private List<CheckEvento> events(String vendedorId) {
        Table rows = stack.table();
        await().atMost(LIMIT).until(() -> rows.publishedSeq(vendedorId) == rows.lastSeq(vendedorId));
        return Events.assertSound(stack.topic().read(vendedorId));
    }

    private static String told(CheckEvento event) {
        return List.of(event.fecha(), event.dia(), event.producto(), event.actor(), event.rol(), event.origen())
                .toString();
    }

    private static String told(Cell cell) {
        Spot spot = cell.spot();
        Sender sender = cell.credential().believed();
        if (sender == null) {
            throw new IllegalStateException("nobody is let in: " + cell);
        }
        return List.of(spot.fecha(), spot.dia(), spot.producto(), sender.sub(), sender.rol(), sender.origen())
                .toString();
    }

    private Reply send(Ask ask, int status) {
        Reply reply = Wire.once(stack.ingest(), ask);
        assertThat(reply.status()).as(reply.toString()).isEqualTo(status);
        return reply;
    }

    private static String list(List<Spot> spots, Function<Spot, String> json) {
        return spots.stream().map(json).collect(Collectors.joining(",", "[", "]"));
    }
}
