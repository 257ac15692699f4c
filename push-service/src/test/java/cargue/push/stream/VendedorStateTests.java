package cargue.push.stream;

import static cargue.push.Eventos.EPOCA;
import static cargue.push.Eventos.HOY;
import static cargue.push.Eventos.LATER;
import static cargue.push.Eventos.check;
import static cargue.push.Eventos.epoca;
import static org.assertj.core.api.Assertions.assertThat;

import cargue.contract.CheckEvento;
import cargue.contract.Evento;
import cargue.contract.Posicion;
import cargue.push.viewer.Filtro;
import java.time.LocalDate;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class VendedorStateTests {

    private static final int RING = 8;

    private static final LocalDate LIMIT = HOY.minusDays(7);

    private final VendedorState state = new VendedorState(new Recientes(RING, 1_000, () -> {}));

    @Test
    void theFirstRecordSetsTheHeadWhateverItsSeq() {
        assertThat(apply(check(1000, "A"))).isInstanceOf(Paso.Cambio.class);
        assertThat(posicion()).isEqualTo(new Posicion(EPOCA, 1000));
        assertThat(apply(check(1001, "B"))).isInstanceOf(Paso.Cambio.class);
    }

    @Test
    void aRepeatChangesNothing() {
        apply(check(1, "A"));
        apply(check(2, "A"));

        assertThat(apply(check(1, "A"))).isEqualTo(new Paso.Repetido(false));
        assertThat(apply(check(2, "A"))).isEqualTo(new Paso.Repetido(false));
        assertThat(rows()).containsExactly("2 A");
    }

    @Test
    void anotherIdForTheSameSeqIsNoticedAtTheHeadAndInTheRows() {
        apply(check(1, "A"));
        apply(check(2, "B"));
        apply(check(3, "C"));

        assertThat(apply(withOtherId(check(3, "X")))).isEqualTo(new Paso.Repetido(true));
        assertThat(apply(withOtherId(check(1, "A")))).isEqualTo(new Paso.Repetido(true));
        assertThat(apply(check(1, "A"))).isEqualTo(new Paso.Repetido(false));
    }

    /** After a restore the seqs are taken again by changes of other rows, long before the head is reached. */
    @Test
    void anotherIdIsNoticedAtTheFirstSeqThatIsTakenAgain() {
        apply(check(1, "A"));
        apply(check(2, "A"));
        apply(check(3, "A"));
        apply(check(4, "B"));

        assertThat(apply(withOtherId(check(2, "B")))).isEqualTo(new Paso.Repetido(true));
        assertThat(apply(check(2, "A"))).isEqualTo(new Paso.Repetido(false));
    }

    @Test
    void aHoleChangesNothingUntilItIsAccepted() {
        apply(check(1, "A"));

        assertThat(apply(check(4, "B"))).isEqualTo(new Paso.Hueco(2));
        assertThat(posicion()).isEqualTo(new Posicion(EPOCA, 1));

        state.skipTo(check(4, "B"));
        assertThat(apply(check(4, "B"))).isInstanceOf(Paso.Cambio.class);
        assertThat(rows()).containsExactly("1 A", "4 B");
    }

    @Test
    void anOldSheetMovesThePositionAndIsNotKept() {
        assertThat(apply(check(EPOCA, 1, HOY.minusDays(8), "A"))).isInstanceOf(Paso.Avance.class);
        assertThat(apply(check(EPOCA, 2, HOY.minusDays(7), "A"))).isInstanceOf(Paso.Cambio.class);

        assertThat(posicion()).isEqualTo(new Posicion(EPOCA, 2));
        assertThat(rows(HOY.minusDays(8))).isEmpty();
        assertThat(rows(HOY.minusDays(7))).containsExactly("2 A");
    }

    @Test
    void evictionForgetsOldSheetsAndKeepsThePosition() {
        apply(check(1, "A"));
        state.evict(HOY.plusDays(1));

        assertThat(rows()).isEmpty();
        assertThat(posicion()).isEqualTo(new Posicion(EPOCA, 1));
        assertThat(apply(check(2, "A"))).isInstanceOf(Paso.Cambio.class);
    }

    @Test
    void theOldRowsAreServedUntilANewEpocaIsComplete() {
        apply(check(1, "A"));
        apply(check(2, "B"));

        assertThat(apply(epoca(LATER, 3))).isInstanceOf(Paso.Avance.class);
        assertThat(apply(check(LATER, 2, HOY, "B"))).isInstanceOf(Paso.Avance.class);
        assertThat(rows()).containsExactly("1 A", "2 B");
        assertThat(posicion()).isEqualTo(new Posicion(EPOCA, 2));

        assertThat(apply(check(LATER, 3, HOY, "C"))).isInstanceOf(Paso.Reemplazo.class);
        assertThat(rows()).containsExactly("2 B", "3 C");
        assertThat(posicion()).isEqualTo(new Posicion(LATER, 3));
        assertThat(apply(check(LATER, 4, HOY, "D"))).isInstanceOf(Paso.Cambio.class);
    }

    @Test
    void aNewEpocaWithoutRowsEmptiesTheVendedorAtOnce() {
        apply(check(1, "A"));

        assertThat(apply(epoca(LATER, 1))).isInstanceOf(Paso.Reemplazo.class);
        assertThat(rows()).isEmpty();
    }

    @Test
    void recordsOfASmallerEpocaAreDroppedWhileTheNewOneIsIncompleteToo() {
        apply(check(1, "A"));
        apply(epoca(LATER, 2));

        assertThat(apply(check(2, "A"))).isInstanceOf(Paso.EpocaVieja.class);
        apply(check(LATER, 2, HOY, "B"));
        assertThat(apply(check(3, "A"))).isInstanceOf(Paso.EpocaVieja.class);
        assertThat(rows()).containsExactly("2 B");
    }

    @Test
    void repeatsWithinAnIncompleteEpocaAreDropped() {
        apply(epoca(LATER, 3));
        apply(check(LATER, 2, HOY, "A"));

        assertThat(apply(epoca(LATER, 3))).isEqualTo(new Paso.Repetido(false));
        assertThat(apply(check(LATER, 2, HOY, "A"))).isEqualTo(new Paso.Repetido(false));
        assertThat(apply(check(LATER, 3, HOY, "B"))).isInstanceOf(Paso.Reemplazo.class);
    }

    @Test
    void aYetLaterEpocaReplacesOneThatIsIncomplete() {
        UUID latest = UUID.fromString("f198c0df-0000-7000-8000-000000000001");
        apply(check(1, "A"));
        apply(epoca(LATER, 9));
        apply(epoca(latest, 2));

        assertThat(apply(check(latest, 2, HOY, "Z"))).isInstanceOf(Paso.Reemplazo.class);
        assertThat(rows()).containsExactly("2 Z");
    }

    @Test
    void anEpocaThatIsTheFirstThingSeenServesNothingUntilComplete() {
        apply(epoca(LATER, 2));
        assertThat(posicion()).isNull();
        assertThat(rows()).isEmpty();

        assertThat(apply(check(LATER, 2, HOY, "A"))).isInstanceOf(Paso.Reemplazo.class);
        assertThat(rows()).containsExactly("2 A");
    }

    @Test
    void aGreaterEpocaWhoseStartIsMissingIsAHoleAndThenTheOnlyState() {
        apply(check(1, "A"));
        CheckEvento lost = check(LATER, 5, HOY, "B");

        assertThat(apply(lost)).isEqualTo(new Paso.Hueco(1));
        state.skipTo(lost);
        assertThat(apply(lost)).isInstanceOf(Paso.Cambio.class);
        assertThat(rows()).containsExactly("5 B");
    }

    @Test
    void aHoleWithinAnIncompleteEpocaMayCompleteIt() {
        apply(check(1, "A"));
        apply(epoca(LATER, 3));
        CheckEvento after = check(LATER, 4, HOY, "C");

        assertThat(apply(after)).isEqualTo(new Paso.Hueco(2));
        state.skipTo(after);
        assertThat(apply(after)).isInstanceOf(Paso.Cambio.class);
        assertThat(rows()).containsExactly("4 C");
    }

    @Test
    void aPositionIsGoneOnFromOnlyWhenEveryChangeAfterItIsStillHere() {
        for (long seq = 1; seq <= RING + 3; seq++) {
            apply(check(seq, "A"));
        }

        assertThat(continues(EPOCA, RING + 3)).isTrue();
        assertThat(continues(EPOCA, 3)).isTrue();
        assertThat(continues(EPOCA, 2)).as("older than the ring").isFalse();
        assertThat(continues(EPOCA, RING + 4)).as("above the head").isFalse();
        assertThat(continues(LATER, 3)).as("another epoca").isFalse();
    }

    @Test
    void aHoleEmptiesTheRing() {
        apply(check(1, "A"));
        apply(check(2, "A"));
        CheckEvento after = check(9, "B");
        state.skipTo(after);
        apply(after);

        assertThat(continues(EPOCA, 7)).isFalse();
        assertThat(continues(EPOCA, 2)).isFalse();
        assertThat(continues(EPOCA, 8)).isTrue();
    }

    private boolean continues(UUID epoca, long seq) {
        return actual().continues(new Posicion(epoca, seq));
    }

    private @Nullable Posicion posicion() {
        return state.actual() == null ? null : actual().posicion();
    }

    private Numeracion actual() {
        return Objects.requireNonNull(state.actual());
    }

    private Paso apply(Evento evento) {
        return state.apply(evento, LIMIT);
    }

    private List<String> rows() {
        return rows(HOY);
    }

    private List<String> rows(LocalDate fecha) {
        if (state.actual() == null) {
            return List.of();
        }
        return text(actual().filas().changed(new Filtro(fecha, null, HOY)::sigue, 0));
    }

    private static List<String> text(List<Fila> filas) {
        return filas.stream()
                .map(fila -> fila.seq() + " " + fila.renglon().producto())
                .toList();
    }

    private static CheckEvento withOtherId(CheckEvento e) {
        return new CheckEvento(
                e.schema(),
                UUID.randomUUID(),
                e.vendedorId(),
                e.epoca(),
                e.seq(),
                e.dia(),
                e.fecha(),
                e.producto(),
                e.v(),
                e.d(),
                e.cantidad(),
                e.adicional(),
                e.dctos(),
                e.devoluciones(),
                e.vencidas(),
                e.total(),
                e.causa(),
                e.actor(),
                e.rol(),
                e.origen(),
                e.ocurridoEn(),
                e.marcadoEn());
    }
}
