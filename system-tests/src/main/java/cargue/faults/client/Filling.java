package cargue.faults.client;

import cargue.faults.history.Fila;
import cargue.faults.history.Post;
import cargue.local.process.StackException;
import java.io.IOException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.function.LongSupplier;
import java.util.stream.Collectors;

/** How the sheets of a run begin: each row with a quantity, before any fault. */
final class Filling {

    private final Caller caller = new Caller();
    private final String base;
    private final String admin;
    private final Ledger ledger;
    private final LongSupplier clock;

    Filling(String base, String admin, Ledger ledger, LongSupplier clock) {
        this.base = base;
        this.admin = admin;
        this.ledger = ledger;
        this.clock = clock;
    }

    /**
     * Makes the vendedores and fills their sheets.
     *
     * @param tokens of the vendedores
     * @throws StackException when a call is refused
     */
    void fill(Planillas planillas, Map<String, String> tokens, Connection database) throws InterruptedException {
        long invoked = clock.getAsLong();
        try {
            for (String id : planillas.vendedores()) {
                require(caller.put(base, "/api/vendedores/" + id, admin, "{\"nombre\":\"" + id + "\"}"), 201);
                Map<String, List<Fila>> sheets = planillas.filas(id).stream().collect(Collectors.groupingBy(Fila::dia));
                for (List<Fila> sheet : sheets.values()) {
                    require(
                            caller.post(
                                    base,
                                    "/api/guardar-sugerido/",
                                    tokens.getOrDefault(id, ""),
                                    "fill-" + id + sheet.get(0).dia(),
                                    sugerido(sheet)),
                            200);
                }
                noteFilled(database, id, invoked);
            }
        } catch (IOException | SQLException e) {
            throw new StackException("cannot fill the sheets: " + e.getMessage(), e);
        }
    }

    private static String sugerido(List<Fila> sheet) {
        var body = Cambio.JSON
                .createObjectNode()
                .put("vendedor_id", sheet.get(0).vendedorId())
                .put("dia", sheet.get(0).dia())
                .put("fecha", sheet.get(0).fecha());
        var productos = body.putArray("productos");
        sheet.forEach(
                fila -> productos.addObject().put("nombre", fila.producto()).put("cantidad", Planillas.CANTIDAD));
        return body.toString();
    }

    /** The answer to a sheet's filling names no seq, so it is taken from the table. */
    private void noteFilled(Connection database, String id, long invoked) throws SQLException {
        long completed = clock.getAsLong();
        try (PreparedStatement select = database.prepareStatement(
                "SELECT fecha::text, dia, producto, epoca::text, seq FROM renglon WHERE vendedor_id = ?")) {
            select.setString(1, id);
            try (ResultSet row = select.executeQuery()) {
                while (row.next()) {
                    Fila fila = new Fila(id, row.getString(1), row.getString(2), row.getString(3));
                    ledger.add(new Post(
                            "fill-" + id + fila.dia(),
                            fila,
                            "cantidad",
                            Planillas.CANTIDAD,
                            null,
                            invoked,
                            completed,
                            Post.Outcome.OK,
                            row.getString(4),
                            row.getLong(5)));
                }
            }
        }
    }

    private static void require(Caller.Answer answer, int status) {
        if (answer.status() != status) {
            throw new StackException("cannot fill the sheets: " + answer);
        }
    }
}
