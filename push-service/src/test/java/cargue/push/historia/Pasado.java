package cargue.push.historia;

import static cargue.push.Eventos.EPOCA;

import cargue.contract.Causa;
import cargue.contract.CheckEvento;
import cargue.contract.Dia;
import cargue.contract.EpocaEvento;
import cargue.contract.Rol;
import java.time.Instant;
import java.time.LocalDate;
import java.util.UUID;

/** Events that happened at a given time, for tests. */
public final class Pasado {

    private Pasado() {}

    public static CheckEvento check(long seq, LocalDate fecha, String producto, Instant en) {
        return check("ID1", EPOCA, seq, fecha, producto, en);
    }

    public static CheckEvento check(
            String vendedorId, UUID epoca, long seq, LocalDate fecha, String producto, Instant en) {
        return check(vendedorId, epoca, seq, fecha, Dia.LUNES, producto, en);
    }

    public static CheckEvento check(
            String vendedorId, UUID epoca, long seq, LocalDate fecha, Dia dia, String producto, Instant en) {
        return new CheckEvento(
                1,
                id(epoca, seq),
                vendedorId,
                epoca,
                seq,
                dia,
                fecha,
                producto,
                false,
                true,
                100,
                0,
                0,
                0,
                0,
                100,
                Causa.CHECK_D,
                "despacho",
                Rol.DESPACHADOR,
                "crm",
                en,
                null);
    }

    public static EpocaEvento epoca(String vendedorId, UUID epoca, long hasta, Instant en) {
        return new EpocaEvento(
                1,
                id(epoca, 1),
                vendedorId,
                epoca,
                1,
                hasta,
                Causa.RESTAURACION,
                "sistema",
                Rol.ADMIN,
                "nueva-epoca",
                en);
    }

    private static UUID id(UUID epoca, long seq) {
        return new UUID(epoca.getMostSignificantBits(), 0x8000_0000_0000_0000L + seq);
    }
}
