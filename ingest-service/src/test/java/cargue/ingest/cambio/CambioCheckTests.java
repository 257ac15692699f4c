package cargue.ingest.cambio;

import static org.assertj.core.api.Assertions.assertThat;

import cargue.contract.Dia;
import cargue.contract.Posicion;
import cargue.ingest.planilla.Estado;
import cargue.ingest.planilla.Hoja;
import cargue.ingest.planilla.Planilla;
import cargue.ingest.planilla.Producto;
import cargue.ingest.planilla.Renglon;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class CambioCheckTests {

    private static final Planilla PLANILLA = new Planilla("ID1", Dia.LUNES, LocalDate.of(2026, 1, 5));
    private static final Producto PRODUCTO = Producto.parse("AREPA MEDIANA").orElseThrow();
    private static final UUID OLD = UUID.fromString("01900000-0000-7000-8000-000000000000");
    private static final UUID NOW = UUID.fromString("01980000-0000-7000-8000-000000000000");
    private static final UUID OTHER = UUID.fromString("01950000-0000-7000-8000-000000000000");
    private static final Estado LOADED = Estado.VACIO.withCantidad(100);

    @Test
    void anUnchangedCheckIsNeverRefusedEvenWhenSeenLongAgo() {
        assertThat(decide(LOADED, v(false, 1L, OTHER))).isInstanceOf(Outcome.Unchanged.class);
    }

    @Test
    void aChangeThatWasNotSeenIsToldBeforeTheRules() {
        assertThat(rechazo(decide(LOADED, v(true, 49L, null)))).isEqualTo(Rechazo.CAMBIO_CONCURRENTE);
    }

    @Test
    void whatWasSeenIsNoConflict() {
        assertThat(decide(LOADED.withD(true), v(true, 50L, NOW))).isInstanceOf(Outcome.Accepted.class);
    }

    @Test
    void anUntickingIsRefusedOnlyForWhatWasNotSeen() {
        assertThat(rechazo(decide(LOADED.withD(true).withV(true), v(false, 49L, null))))
                .isEqualTo(Rechazo.CAMBIO_CONCURRENTE);
        assertThat(decide(LOADED.withD(true).withV(true), v(false, null, null))).isInstanceOf(Outcome.Accepted.class);
    }

    @Test
    void anotherEpocaIsAConflict() {
        assertThat(rechazo(decide(LOADED.withD(true), v(true, 50L, OTHER)))).isEqualTo(Rechazo.CAMBIO_CONCURRENTE);
    }

    @Test
    void theVendedorsEpocaIsNoConflictOnARowThatHasNotChangedSince() {
        assertThat(decide(LOADED.withD(true), v(true, 3L, NOW), new Posicion(OLD, 900), Set.of()))
                .isInstanceOf(Outcome.Accepted.class);
    }

    @Test
    void anEarlierCheckOfTheSameBatchIsNoConflict() {
        Posicion own = new Posicion(NOW, 50);

        assertThat(decide(LOADED.withD(true), v(true, 40L, NOW), own, Set.of(own)))
                .isInstanceOf(Outcome.Accepted.class);
    }

    @Test
    void dIsAskedForBeforeTheQuantity() {
        assertThat(rechazo(decide(Estado.VACIO, v(true, null, null)))).isEqualTo(Rechazo.CHECK_D_REQUERIDO);
        assertThat(rechazo(decide(Estado.VACIO, d(true)))).isEqualTo(Rechazo.SIN_CANTIDAD);
    }

    private static @Nullable Rechazo rechazo(Outcome outcome) {
        return outcome instanceof Outcome.Refused refused ? refused.rechazo() : null;
    }

    private static CambioCheck v(boolean value, @Nullable Long seqVisto, @Nullable UUID epoca) {
        return new CambioCheck(PLANILLA, PRODUCTO, Check.V, value, seqVisto, epoca, null);
    }

    private static CambioCheck d(boolean value) {
        return new CambioCheck(PLANILLA, PRODUCTO, Check.D, value, null, null, null);
    }

    private static Outcome decide(Estado estado, CambioCheck cambio) {
        return decide(estado, cambio, new Posicion(NOW, 50), Set.of());
    }

    private static Outcome decide(Estado estado, CambioCheck cambio, Posicion row, Set<Posicion> propios) {
        Renglon renglon = new Renglon(PLANILLA, PRODUCTO, estado, row, Instant.EPOCH);
        return cambio.decide(new OneRow(renglon), new Momento(NOW, PLANILLA.fecha(), propios));
    }

    private record OneRow(Renglon only) implements Hoja {

        @Override
        public Optional<Renglon> renglon(Producto producto) {
            return Optional.of(only);
        }

        @Override
        public List<Renglon> renglones() {
            return List.of(only);
        }

        @Override
        public int size() {
            return 1;
        }

        @Override
        public int planillasDesde(LocalDate desde) {
            return 1;
        }
    }
}
