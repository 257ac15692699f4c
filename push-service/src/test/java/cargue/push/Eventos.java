package cargue.push;

import cargue.contract.Causa;
import cargue.contract.CheckEvento;
import cargue.contract.Dia;
import cargue.contract.EpocaEvento;
import cargue.contract.Rol;
import java.time.Instant;
import java.time.LocalDate;
import java.util.UUID;

/** Events for tests. */
public final class Eventos {

    public static final LocalDate HOY = LocalDate.of(2026, 1, 5);
    public static final UUID EPOCA = UUID.fromString("0198c0de-0000-7000-8000-000000000001");
    public static final UUID LATER = UUID.fromString("0198c0df-0000-7000-8000-000000000001");

    private Eventos() {}

    public static CheckEvento check(long seq, String producto) {
        return check("ID1", EPOCA, seq, HOY, producto);
    }

    public static CheckEvento check(UUID epoca, long seq, LocalDate fecha, String producto) {
        return check("ID1", epoca, seq, fecha, producto);
    }

    public static CheckEvento check(String vendedorId, UUID epoca, long seq, LocalDate fecha, String producto) {
        return new CheckEvento(
                1,
                id(epoca, seq),
                vendedorId,
                epoca,
                seq,
                Dia.LUNES,
                fecha,
                producto,
                seq % 2 == 0,
                true,
                100,
                0,
                0,
                0,
                0,
                100,
                Causa.CHECK_V,
                vendedorId,
                Rol.VENDEDOR,
                "app",
                Instant.parse("2026-01-05T12:01:02.120Z").plusMillis(seq),
                null);
    }

    public static EpocaEvento epoca(UUID epoca, long hasta) {
        return epoca("ID1", epoca, hasta);
    }

    public static EpocaEvento epoca(String vendedorId, UUID epoca, long hasta) {
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
                Instant.parse("2026-01-05T12:00:00Z"));
    }

    private static UUID id(UUID epoca, long seq) {
        return new UUID(epoca.getMostSignificantBits(), 0x8000_0000_0000_0000L + seq);
    }
}
