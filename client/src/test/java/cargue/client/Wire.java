package cargue.client;

import cargue.contract.Causa;
import cargue.contract.Dia;
import cargue.contract.Posicion;
import cargue.contract.Rol;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import java.util.stream.Collectors;

/** Messages as the server writes them. */
final class Wire {

    static final UUID EPOCA = UUID.fromString("0198c0de-0000-7000-8000-000000000001");
    static final UUID LATER = UUID.fromString("f198c0de-0000-7000-8000-000000000002"); // above, unsigned only
    static final LocalDate FECHA = LocalDate.of(2026, 1, 5);
    static final String A = "AREPA PARA RELLENAR #1";
    static final String B = "Queso ESP/PEQUEÑA";

    private Wire() {}

    static Renglon row(String producto, long seq) {
        return row(EPOCA, FECHA, producto, seq, false);
    }

    static Renglon ticked(String producto, long seq) {
        return row(EPOCA, FECHA, producto, seq, true);
    }

    static Renglon row(UUID epoca, LocalDate fecha, String producto, long seq, boolean d) {
        return new Renglon(
                "ID1",
                epoca,
                seq,
                Dia.LUNES,
                fecha,
                producto,
                false,
                d,
                100,
                0,
                0,
                0,
                0,
                100,
                Causa.CHECK_D,
                "ID1",
                Rol.VENDEDOR,
                "app",
                Instant.parse("2026-01-05T12:01:02.123Z"),
                null);
    }

    static Renglon.Clave clave(String producto) {
        return new Renglon.Clave(FECHA, Dia.LUNES, producto);
    }

    static Respuesta respuesta(UUID epoca, String producto, long seq) {
        return new Respuesta("ID1", FECHA, Dia.LUNES, producto, new Posicion(epoca, seq), true, true, 90);
    }

    static String json(Renglon row) {
        return ("{'vendedor_id':'%s','epoca':'%s','seq':%d,'dia':'%s','fecha':'%s','producto':'%s','v':%b,'d':%b,"
                        + "'cantidad':100,'adicional':0,'dctos':0,'devoluciones':0,'vencidas':0,'total':100,"
                        + "'causa':'check_d','actor':'ID1','rol':'vendedor','origen':'app',"
                        + "'ocurrido_en':'2026-01-05T12:01:02.123Z'}")
                .formatted(
                        row.vendedorId(),
                        row.epoca(),
                        row.seq(),
                        row.dia(),
                        row.fecha(),
                        row.producto(),
                        row.v(),
                        row.d())
                .replace('\'', '"');
    }

    static String hello(String vendedorId, UUID epoca, long seq, String modo) {
        return ("{'type':'hello','vendedor_id':'%s','epoca':'%s','seq':%d,'modo':'%s','fecha_desde':null,"
                        + "'latido_s':15,'atraso_s':0}")
                .formatted(vendedorId, epoca, seq, modo)
                .replace('\'', '"');
    }

    static String hello(long seq, String modo) {
        return hello("ID1", EPOCA, seq, modo);
    }

    static String snapshot(String vendedorId, long seq, Renglon... rows) {
        return "{\"type\":\"snapshot\"" + named(vendedorId) + ",\"seq\":" + seq
                + ",\"parte\":1,\"partes\":1,\"checks\":" + json(rows) + "}";
    }

    static String snapshot(long seq, Renglon... rows) {
        return snapshot("", seq, rows);
    }

    static String checks(String vendedorId, long de, long a, Renglon... rows) {
        return "{\"type\":\"checks\"" + named(vendedorId) + ",\"de\":" + de + ",\"a\":" + a + ",\"checks\":"
                + json(rows) + "}";
    }

    static String checks(long de, long a, Renglon... rows) {
        return checks("", de, a, rows);
    }

    static String latido(long seq, String atraso) {
        return "{\"type\":\"latido\",\"seq\":" + seq + ",\"atraso_s\":" + atraso + "}";
    }

    static String error(String codigo, String vendedorId) {
        return "{\"type\":\"error\",\"codigo\":\"" + codigo + "\",\"message\":\"No.\"" + named(vendedorId) + "}";
    }

    private static String named(String vendedorId) {
        return vendedorId.isEmpty() ? "" : ",\"vendedor_id\":\"" + vendedorId + "\"";
    }

    private static String json(Renglon... rows) {
        return Arrays.stream(rows).map(Wire::json).collect(Collectors.joining(",", "[", "]"));
    }

    static Mensaje.Hello helloDelta(UUID epoca, long seq) {
        return new Mensaje.Hello("ID1", epoca, seq, "delta", null, 15, 0L);
    }

    static Mensaje.Snapshot part(long seq, int parte, int partes, Renglon... rows) {
        return new Mensaje.Snapshot(null, seq, parte, partes, List.of(rows));
    }

    static Mensaje.Checks changes(long de, long a, Renglon... rows) {
        return new Mensaje.Checks(null, de, a, List.of(rows));
    }
}
