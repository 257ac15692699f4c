package cargue.client;

import static cargue.client.Wire.A;
import static cargue.client.Wire.B;
import static cargue.client.Wire.EPOCA;
import static cargue.client.Wire.FECHA;
import static cargue.client.Wire.LATER;
import static cargue.client.Wire.changes;
import static cargue.client.Wire.clave;
import static cargue.client.Wire.helloDelta;
import static cargue.client.Wire.part;
import static cargue.client.Wire.respuesta;
import static cargue.client.Wire.row;
import static cargue.client.Wire.ticked;
import static org.assertj.core.api.Assertions.assertThat;

import cargue.contract.Posicion;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class StreamStateTests {

    private final StreamState state = new StreamState();

    private static Mensaje.Hello helloSnapshot(UUID epoca, long seq) {
        return new Mensaje.Hello("ID1", epoca, seq, "snapshot", null, 15, 0L);
    }

    private static Mensaje.Hello from(LocalDate first, String modo) {
        return new Mensaje.Hello("ID1", EPOCA, 10, modo, first, 15, 0L);
    }

    /** At position 10 with two rows, live. */
    private StreamState atTen() {
        state.hello(helloSnapshot(EPOCA, 10));
        assertThat(state.snapshot(part(10, 1, 1, row(A, 8), row(B, 9)))).isEqualTo(Efecto.REPLACED);
        return state;
    }

    private void assertUntouched() {
        assertThat(state.posicion()).contains(new Posicion(EPOCA, 10));
        assertThat(state.renglones()).isEqualTo(Map.of(clave(A), row(A, 8), clave(B), row(B, 9)));
    }

    private static Renglon shown(StreamState state, String producto) {
        return Objects.requireNonNull(state.renglones().get(clave(producto)));
    }

    private static Efecto changed(Renglon... rows) {
        return new Efecto.Changed(Arrays.asList(rows));
    }

    @Test
    void beginsWithoutPositionAndRows() {
        assertThat(state.isLive()).isFalse();
        assertThat(state.isReceived()).isFalse();
        assertThat(state.posicion()).isEmpty();
        assertThat(state.renglones()).isEmpty();
    }

    @Test
    void aSnapshotGivesRowsAndPosition() {
        atTen();

        assertThat(state.isLive()).isTrue();
        assertThat(state.isReceived()).isTrue();
        assertUntouched();
    }

    @Test
    void changesThatFollowMoveThePositionAndTellTheRowsThatChanged() {
        assertThat(atTen().checks(changes(10, 12, ticked(A, 12)))).isEqualTo(changed(ticked(A, 12)));

        assertThat(state.posicion()).contains(new Posicion(EPOCA, 12));
        assertThat(state.renglones()).isEqualTo(Map.of(clave(A), ticked(A, 12), clave(B), row(B, 9)));
    }

    @Test
    void changesThatReachBackAreApplied() {
        assertThat(atTen().checks(changes(3, 11, ticked(B, 11)))).isEqualTo(changed(ticked(B, 11)));
        assertThat(state.posicion()).contains(new Posicion(EPOCA, 11));
    }

    @Test
    void anEmptyRangeOfOtherSheetsMovesOnlyThePosition() {
        assertThat(atTen().checks(changes(10, 15))).isEqualTo(Efecto.NADA);
        assertThat(state.posicion()).contains(new Posicion(EPOCA, 15));
    }

    @Test
    void aNewRowIsAdded() {
        atTen().checks(changes(10, 11, row("NUEVA", 11)));
        assertThat(state.renglones()).containsKeys(clave(A), clave(B), clave("NUEVA"));
    }

    @Test
    void aHoleIsALossAndLeavesEverythingAsItWas() {
        assertThat(atTen().checks(changes(11, 12, ticked(A, 12)))).isInstanceOf(Efecto.Broken.class);
        assertUntouched();
    }

    @Test
    void repeatsAreIgnored() {
        atTen();
        assertThat(state.checks(changes(8, 10, ticked(A, 10)))).isEqualTo(Efecto.NADA);
        assertThat(state.checks(changes(2, 3, ticked(A, 3)))).isEqualTo(Efecto.NADA);
        assertUntouched();
    }

    @Test
    void aRowOlderThanTheOneShownIsIgnoredButThePositionMoves() {
        assertThat(atTen().checks(changes(7, 11, ticked(A, 7), ticked(B, 9)))).isEqualTo(Efecto.NADA);
        assertThat(state.posicion()).contains(new Posicion(EPOCA, 11));
        assertThat(state.renglones()).isEqualTo(Map.of(clave(A), row(A, 8), clave(B), row(B, 9)));
    }

    @Test
    void ofTwoStatesOfARowInOneMessageTheNewerHolds() {
        assertThat(atTen().checks(changes(10, 12, ticked(A, 12), row(A, 11)))).isEqualTo(changed(ticked(A, 12)));
    }

    @Test
    void aSignOfLifeAheadOfThePositionIsALoss() {
        atTen();
        assertThat(state.latido(10)).isEqualTo(Efecto.NADA);
        assertThat(state.latido(9)).isEqualTo(Efecto.NADA);
        assertThat(state.latido(11)).isInstanceOf(Efecto.Broken.class);
        assertUntouched();
    }

    @Test
    void aSignOfLifeWhileASnapshotComesCountsFromTheSnapshot() {
        atTen().hello(helloSnapshot(EPOCA, 50));
        assertThat(state.latido(50)).isEqualTo(Efecto.NADA);
        assertThat(state.latido(51)).isInstanceOf(Efecto.Broken.class);
    }

    @Test
    void aSnapshotInPartsReplacesNothingBeforeItsLast() {
        atTen().hello(helloSnapshot(EPOCA, 20));
        assertThat(state.isLive()).isFalse();
        assertThat(state.snapshot(part(20, 1, 3, ticked(A, 18)))).isEqualTo(Efecto.NADA);
        assertThat(state.snapshot(part(20, 2, 3))).isEqualTo(Efecto.NADA);
        assertUntouched();

        assertThat(state.snapshot(part(20, 3, 3, row("NUEVA", 20)))).isEqualTo(Efecto.REPLACED);

        assertThat(state.posicion()).contains(new Posicion(EPOCA, 20));
        assertThat(state.renglones()).isEqualTo(Map.of(clave(A), ticked(A, 18), clave("NUEVA"), row("NUEVA", 20)));
    }

    @Test
    void aConnectionLostBetweenPartsLeavesWhatWasShownAndIsNotContinuedByTheNext() {
        atTen().hello(helloSnapshot(EPOCA, 20));
        state.snapshot(part(20, 1, 2, ticked(A, 18)));
        state.lost();
        assertUntouched();

        state.hello(helloSnapshot(EPOCA, 20));
        assertThat(state.snapshot(part(20, 2, 2, ticked(B, 19)))).isInstanceOf(Efecto.Broken.class);
        assertUntouched();
    }

    @Test
    void aHelloBetweenPartsBeginsTheSnapshotAnew() {
        atTen().hello(helloSnapshot(EPOCA, 20));
        state.snapshot(part(20, 1, 2, ticked("GONE", 18)));
        state.hello(helloSnapshot(LATER, 2));
        Renglon restated = row(LATER, FECHA, A, 2, true);

        assertThat(state.snapshot(part(2, 1, 1, restated))).isEqualTo(Efecto.REPLACED);

        assertThat(state.posicion()).contains(new Posicion(LATER, 2));
        assertThat(state.renglones()).isEqualTo(Map.of(clave(A), restated));
    }

    @Test
    void partsOutOfOrderOrOfAnotherSnapshotAreBroken() {
        atTen();
        for (Mensaje.Snapshot wrong : List.of(part(20, 3, 3), part(21, 2, 3), part(20, 2, 4), part(20, 1, 3))) {
            state.hello(helloSnapshot(EPOCA, 20));
            state.snapshot(part(20, 1, 3));
            assertThat(state.snapshot(wrong)).as(wrong.toString()).isInstanceOf(Efecto.Broken.class);
        }
        assertUntouched();
    }

    @Test
    void changesBetweenHelloAndSnapshotAreBroken() {
        atTen().hello(helloSnapshot(EPOCA, 20));
        assertThat(state.checks(changes(20, 21, ticked(A, 21)))).isInstanceOf(Efecto.Broken.class);
        state.hello(helloSnapshot(EPOCA, 20));
        state.snapshot(part(20, 1, 2));
        assertThat(state.checks(changes(20, 21, ticked(A, 21)))).isInstanceOf(Efecto.Broken.class);
        assertUntouched();
    }

    @Test
    void aSnapshotLongerThanAnyVendedorHasIsBrokenAndNotKept() {
        state.hello(helloSnapshot(EPOCA, 1));
        Renglon[] rows = new Renglon[StreamState.MAX_RENGLONES];
        Arrays.fill(rows, row(A, 1));
        assertThat(state.snapshot(part(1, 1, 3, rows))).isEqualTo(Efecto.NADA);
        assertThat(state.snapshot(part(1, 2, 3, row(B, 1)))).isInstanceOf(Efecto.Broken.class);
        assertThat(state.isReceived()).isFalse();
    }

    @Test
    void aDeltaGoesOnFromThePosition() {
        atTen().lost();
        assertThat(state.isLive()).isFalse();

        assertThat(state.hello(helloDelta(EPOCA, 10))).isEqualTo(Efecto.NADA);

        assertThat(state.isLive()).isTrue();
        assertUntouched();
        assertThat(state.checks(changes(10, 14, ticked(A, 13)))).isEqualTo(changed(ticked(A, 13)));
    }

    @Test
    void aDeltaThatDoesNotGoOnFromThePositionIsBroken() {
        assertThat(state.hello(helloDelta(EPOCA, 0))).isInstanceOf(Efecto.Broken.class);
        atTen();
        assertThat(state.hello(helloDelta(EPOCA, 11))).isInstanceOf(Efecto.Broken.class);
        assertThat(state.hello(helloDelta(LATER, 10))).isInstanceOf(Efecto.Broken.class);
        assertUntouched();
    }

    @Test
    void whatComesBeforeAHelloIsOfAnEarlierSubscription() {
        atTen().lost();
        assertThat(state.checks(changes(40, 41))).isEqualTo(Efecto.NADA);
        assertThat(state.snapshot(part(41, 1, 1))).isEqualTo(Efecto.NADA);
        assertThat(state.latido(99)).isEqualTo(Efecto.NADA);
        assertUntouched();
    }

    @Test
    void aHelloMayComeAtAnyTime() {
        atTen().hello(helloSnapshot(EPOCA, 30));
        state.snapshot(part(30, 1, 1, ticked(A, 29)));
        assertThat(state.posicion()).contains(new Posicion(EPOCA, 30));
        assertThat(state.hello(helloDelta(EPOCA, 30))).isEqualTo(Efecto.NADA);
        assertThat(state.isLive()).isTrue();
    }

    @Test
    void whateverModoIsNotDeltaMeansASnapshot() {
        state.hello(new Mensaje.Hello("ID1", EPOCA, 10, "completo", null, 15, 0L));
        assertThat(state.snapshot(part(10, 1, 1, row(A, 8)))).isEqualTo(Efecto.REPLACED);
    }

    @Test
    void anEmptyStreamIsLiveWithoutPosition() {
        state.hello(new Mensaje.Hello("ID1", null, 0, "snapshot", FECHA, 15, 0L));
        assertThat(state.snapshot(part(0, 1, 1))).isEqualTo(Efecto.REPLACED);
        assertThat(state.isLive()).isTrue();
        assertThat(state.isReceived()).isTrue();
        assertThat(state.posicion()).isEmpty();
        assertThat(state.latido(0)).isEqualTo(Efecto.NADA);
        assertThat(state.checks(changes(0, 1, row(A, 1)))).isInstanceOf(Efecto.Broken.class);

        state.hello(helloSnapshot(EPOCA, 1));
        state.snapshot(part(1, 1, 1, row(A, 1)));
        assertThat(state.posicion()).contains(new Posicion(EPOCA, 1));
    }

    @Test
    void aStreamThatBecameEmptyLosesRowsAndPosition() {
        atTen().hello(new Mensaje.Hello("ID1", null, 0, "snapshot", FECHA, 15, 0L));
        state.snapshot(part(0, 1, 1));
        assertThat(state.posicion()).isEmpty();
        assertThat(state.renglones()).isEmpty();
    }

    @Test
    void aNewEpocaReplacesAllAndItsSmallSeqsCount() {
        atTen().hello(helloSnapshot(LATER, 3));
        Renglon restated = row(LATER, FECHA, A, 2, false);
        state.snapshot(part(3, 1, 1, restated));
        assertThat(state.renglones()).isEqualTo(Map.of(clave(A), restated));

        Renglon next = row(LATER, FECHA, A, 4, true);
        assertThat(state.checks(changes(3, 4, next))).isEqualTo(changed(next));
    }

    @Test
    void daysGoneByAreDroppedAlsoOnADelta() {
        Renglon today = row(EPOCA, FECHA.plusDays(1), A, 7, false);
        state.hello(from(FECHA, "snapshot"));
        state.snapshot(part(10, 1, 1, row(A, 8), today));
        assertThat(state.fechaDesde()).isEqualTo(FECHA);
        state.respuesta(respuesta(EPOCA, A, 12));
        state.lost();

        assertThat(state.hello(from(FECHA.plusDays(1), "delta"))).isEqualTo(Efecto.REPLACED);

        assertThat(state.renglones()).isEqualTo(Map.of(today.clave(), today));
        assertThat(state.fechaDesde()).isEqualTo(FECHA.plusDays(1));
        assertThat(state.respuesta(respuesta(EPOCA, A, 13))).isEqualTo(Efecto.NADA);
    }

    @Test
    void aDeltaOfTheSameDayReplacesNothing() {
        state.hello(from(FECHA, "snapshot"));
        state.snapshot(part(10, 1, 1, row(A, 8)));
        assertThat(state.hello(from(FECHA, "delta"))).isEqualTo(Efecto.NADA);
    }

    @Test
    void anAnswerShowsAtOnceAndTheStreamThenBringsTheWholeRow() {
        Renglon shown = row(A, 8).con(respuesta(EPOCA, A, 12));
        assertThat(atTen().respuesta(respuesta(EPOCA, A, 12))).isEqualTo(changed(shown));
        assertThat(state.renglones()).containsEntry(clave(A), shown);
        assertThat(shown.v()).isTrue();
        assertThat(shown.d()).isTrue();
        assertThat(shown.total()).isEqualTo(90);
        assertThat(shown.seq()).isEqualTo(12);
        assertThat(state.posicion()).as("an answer moves no position").contains(new Posicion(EPOCA, 10));

        Renglon whole = ticked(A, 12);
        assertThat(state.checks(changes(10, 12, whole))).isEqualTo(changed(whole));
        assertThat(state.renglones()).containsEntry(clave(A), whole);
    }

    @Test
    void changesOlderThanAnAnswerDoNotHideIt() {
        atTen().respuesta(respuesta(EPOCA, A, 12));
        assertThat(state.checks(changes(10, 11, ticked(A, 11)))).isEqualTo(Efecto.NADA);
        assertThat(shown(state, A).seq()).isEqualTo(12);
        assertThat(state.posicion()).contains(new Posicion(EPOCA, 11));
    }

    @Test
    void anAnswerThatTheStreamHasOvertakenIsIgnored() {
        atTen().checks(changes(10, 12, ticked(A, 12)));
        assertThat(state.respuesta(respuesta(EPOCA, A, 11))).isEqualTo(Efecto.NADA);
        assertThat(state.respuesta(respuesta(EPOCA, A, 12))).isEqualTo(Efecto.NADA);
        assertThat(state.renglones()).containsEntry(clave(A), ticked(A, 12));
    }

    @Test
    void ofTwoAnswersTheNewerHoldsInWhicheverOrderTheyCome() {
        atTen().respuesta(respuesta(EPOCA, A, 13));
        assertThat(state.respuesta(respuesta(EPOCA, A, 12))).isEqualTo(Efecto.NADA);
        assertThat(shown(state, A).seq()).isEqualTo(13);
        state.respuesta(respuesta(EPOCA, A, 14));
        assertThat(shown(state, A).seq()).isEqualTo(14);
    }

    @Test
    void aSnapshotKeepsARowLearntFromANewerAnswerOfTheSameEpoca() {
        atTen().respuesta(respuesta(EPOCA, A, 25));
        state.hello(helloSnapshot(EPOCA, 20));
        state.snapshot(part(20, 1, 1, row(A, 8), row(B, 9)));
        assertThat(shown(state, A).seq()).isEqualTo(25);
        assertThat(shown(state, A).v()).isTrue();

        state.hello(helloSnapshot(EPOCA, 30));
        state.snapshot(part(30, 1, 1, row(A, 25), row(B, 9)));
        assertThat(state.renglones()).containsEntry(clave(A), row(A, 25));
    }

    @Test
    void anAnswerBetweenTheHelloAndTheSnapshotIsNotLost() {
        state.hello(helloSnapshot(EPOCA, 20));
        state.snapshot(part(20, 1, 2, row(A, 8)));
        assertThat(state.respuesta(respuesta(EPOCA, A, 21))).isEqualTo(Efecto.NADA);
        state.snapshot(part(20, 2, 2, row(B, 9)));
        assertThat(shown(state, A).seq()).isEqualTo(21);
    }

    @Test
    void anAnswerBeforeAnyConnectionShowsWithTheSnapshot() {
        assertThat(state.respuesta(respuesta(EPOCA, A, 21))).isEqualTo(Efecto.NADA);
        assertThat(state.renglones()).isEmpty();
        atTen();
        assertThat(shown(state, A).seq()).isEqualTo(21);
    }

    @Test
    void anAnswerOfAnEarlierEpocaIsIgnoredAndOneOfALaterEpocaStaysThroughItsSnapshot() {
        state.hello(helloSnapshot(LATER, 3));
        state.snapshot(part(3, 1, 1, row(LATER, FECHA, A, 2, false)));
        assertThat(state.respuesta(respuesta(EPOCA, A, 99))).isEqualTo(Efecto.NADA);

        StreamState behind = new StreamState();
        behind.hello(helloSnapshot(EPOCA, 10));
        behind.snapshot(part(10, 1, 1, row(A, 8)));
        behind.respuesta(respuesta(LATER, A, 5));
        assertThat(shown(behind, A).epoca()).isEqualTo(LATER);
        behind.hello(helloSnapshot(LATER, 3));
        behind.snapshot(part(3, 1, 1, row(LATER, FECHA, A, 2, false)));
        assertThat(shown(behind, A).seq()).isEqualTo(5);
        behind.checks(changes(3, 5, row(LATER, FECHA, A, 5, true)));
        assertThat(behind.renglones()).containsEntry(clave(A), row(LATER, FECHA, A, 5, true));
    }

    @Test
    void answersAheadOfTheStreamAreBounded() {
        Renglon[] rows = new Renglon[Learnt.MAX + 1];
        Arrays.setAll(rows, i -> row("P" + i, 1));
        state.hello(helloSnapshot(EPOCA, 1));
        state.snapshot(part(1, 1, 1, rows));
        for (int i = 0; i <= Learnt.MAX; i++) {
            state.respuesta(respuesta(EPOCA, "P" + i, 2 + i));
        }
        long shown = state.renglones().values().stream().filter(Renglon::v).count();
        assertThat(shown).isEqualTo(Learnt.MAX);
        assertThat(shown(state, "P0").v()).as("the oldest waits for the stream").isFalse();
    }

    @Test
    void viewsAreNotChangedByWhatComesLater() {
        Map<Renglon.Clave, Renglon> before = atTen().renglones();
        state.checks(changes(10, 11, ticked(A, 11)));
        state.respuesta(respuesta(EPOCA, B, 12));
        assertThat(before).isEqualTo(Map.of(clave(A), row(A, 8), clave(B), row(B, 9)));
    }

    @Test
    void aRefusedPositionIsNotSentAgainAndTheRowsStayUntilTheNextSnapshot() {
        atTen().forgetPosicion();
        assertThat(state.posicion()).isEmpty();
        assertThat(state.renglones()).hasSize(2);
        state.hello(helloSnapshot(EPOCA, 5));
        state.snapshot(part(5, 1, 1, row(A, 5)));
        assertThat(state.renglones()).isEqualTo(Map.of(clave(A), row(A, 5)));
    }
}
