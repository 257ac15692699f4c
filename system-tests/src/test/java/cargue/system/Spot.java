package cargue.system;

import cargue.contract.Dia;
import java.time.LocalDate;

/**
 * What a call of the table is about: a row that it would change if it were let in.
 *
 * @param number of the cell
 */
record Spot(int number, String vendedorId, Dia dia, LocalDate fecha, String producto) {

    /** What a body may say about its sender; nobody is to believe it. */
    private static final String CLAIMED =
            ",\"actor\":\"intruso\",\"rol\":\"admin\",\"origen\":\"intruso\",\"sub\":\"intruso\"";

    String body(String field) {
        return "{" + fields(field) + "}";
    }

    Ask batch(String field) {
        return Ask.post("/api/checks/", "{\"checks\":[{\"id\":\"c" + number + "\"," + fields(field) + "}]}");
    }

    String sugerido() {
        return "{" + sheet() + ",\"productos\":[{\"nombre\":\"" + producto + "\",\"cantidad\":5}]" + CLAIMED + "}";
    }

    /** What follows the name of the vendedor's parameter. */
    String sheetQuery() {
        return vendedorId + "&dia=" + dia + "&fecha=" + fecha;
    }

    /** Of which there is none before the call. */
    String newVendedor() {
        return "N" + number;
    }

    private String fields(String field) {
        return sheet() + ",\"producto\":\"" + producto + "\"," + field + CLAIMED;
    }

    private String sheet() {
        return "\"vendedor_id\":\"" + vendedorId + "\",\"dia\":\"" + dia + "\",\"fecha\":\"" + fecha + "\"";
    }
}
