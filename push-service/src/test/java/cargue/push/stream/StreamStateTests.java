package cargue.push.stream;

import static cargue.push.Eventos.EPOCA;
import static cargue.push.Eventos.HOY;
import static cargue.push.Eventos.LATER;
import static cargue.push.Eventos.check;
import static cargue.push.Eventos.epoca;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import cargue.contract.Evento;
import cargue.contract.EventoJson;
import cargue.contract.Temas;
import cargue.push.viewer.Cierre;
import cargue.push.viewer.FakeSocket;
import cargue.push.viewer.Filtro;
import cargue.push.viewer.Peticion;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.util.OptionalLong;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

@ExtendWith(OutputCaptureExtension.class)
class StreamStateTests {

    private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
    private final Escenario escenario = new Escenario(registry);
    private final StreamState state = escenario.state();
    private long offset;

    @Test
    void aViewerGetsTheRowsAndThenEveryChangeOfItsSheets() {
        apply(check(1, "A"));
        apply(check(2, "B"));
        FakeSocket socket = join("ID1");
        apply(check(3, "A"));
        apply(check(EPOCA, 4, HOY.minusDays(1), "A"));
        apply(check(EPOCA, 5, HOY.plusDays(1), "A"));

        assertThat(socket.seqs()).containsExactly(1L, 2L, 3L, 5L);
    }

    @Test
    void aVendedorOfWhichNothingIsKnownIsAnEmptyStreamThatCanBegin() {
        FakeSocket socket = join("ID9");
        apply(check("ID9", EPOCA, 1, HOY, "A"));

        assertThat(socket.seqs()).containsExactly(1L);
    }

    @Test
    void aRecordThatIsNoEventIsCountedAndHarmsNoOther() {
        FakeSocket socket = join("ID1");
        state.apply(record("not json".getBytes(UTF_8)), true);
        state.apply(record("{\"schema\":2,\"type\":\"check_update\"}".getBytes(UTF_8)), true);
        state.apply(record(EventoJson.write(check("no/id", EPOCA, 1, HOY, "A"))), true);
        apply(check(1, "A"));

        assertThat(socket.seqs()).containsExactly(1L);
        assertThat(count("cargue.push.records.unreadable")).isEqualTo(3);
    }

    @Test
    void aHoleIsReadAgainOnceAndThenSendsTheViewersBackForTheRows() {
        apply(check(1, "A"));
        apply(check("ID2", EPOCA, 1, HOY, "A"));
        FakeSocket socket = join("ID1");
        FakeSocket other = join("ID2");
        ConsumerRecord<byte[], byte[]> hole = record(EventoJson.write(check(3, "B")));

        assertThat(state.apply(hole, true)).isEqualTo(OptionalLong.of(1));
        assertThat(socket.closed()).isNull();
        assertThat(state.apply(hole, true)).isEmpty();

        assertThat(socket.closed()).isEqualTo(Cierre.REINICIO);
        assertThat(other.closed()).isNull();
        assertThat(join("ID1").seqs()).containsExactly(1L, 3L);
        assertThat(registry.counter("cargue.push.holes", "kind", "accepted").count())
                .isEqualTo(1);
    }

    @Test
    void aHoleThatReadingAgainFillsIsNone() {
        apply(check(1, "A"));
        FakeSocket socket = join("ID1");
        ConsumerRecord<byte[], byte[]> missed = record(EventoJson.write(check(2, "B")));
        ConsumerRecord<byte[], byte[]> next = record(EventoJson.write(check(3, "C")));

        assertThat(state.apply(next, true)).isEqualTo(OptionalLong.of(1));
        state.apply(missed, true);
        state.apply(next, true);
        state.flush();

        assertThat(socket.seqs()).containsExactly(1L, 2L, 3L);
        assertThat(socket.closed()).isNull();
    }

    @Test
    void aHoleWhileLoadingIsCountedAndPassedOver() {
        apply(check(1, "A"));
        assertThat(state.apply(record(EventoJson.write(check(5, "B"))), false)).isEmpty();

        assertThat(join("ID1").seqs()).containsExactly(1L, 5L);
        assertThat(registry.counter("cargue.push.holes", "kind", "loading").count())
                .isEqualTo(1);
    }

    @Test
    void aNewEpocaSendsTheViewersOfItsVendedorBackForTheRows() {
        apply(check(1, "A"));
        apply(check("ID2", EPOCA, 1, HOY, "A"));
        FakeSocket socket = join("ID1");
        FakeSocket other = join("ID2");

        apply(epoca(LATER, 2));
        assertThat(socket.closed()).isNull();
        assertThat(join("ID1").seqs()).containsExactly(1L);
        apply(check(LATER, 2, HOY, "B"));

        assertThat(socket.closed()).isEqualTo(Cierre.REINICIO);
        assertThat(other.closed()).isNull();
        assertThat(join("ID1").seqs()).containsExactly(2L);
    }

    @Test
    void aRepeatReachesNobody() {
        apply(check(1, "A"));
        FakeSocket socket = join("ID1");
        apply(check(1, "A"));

        assertThat(socket.seqs()).containsExactly(1L);
        assertThat(count("cargue.push.records.repeated")).isEqualTo(1);
    }

    @Test
    void twoEventsWithOneIdentityRaiseAnAlarm(CapturedOutput output) {
        apply(check(1, "A"));
        apply(check(2, "A"));
        state.apply(record(withOtherId(check(1, "A"))), true);
        state.apply(record(withOtherId(check(2, "A"))), true);

        assertThat(count("cargue.push.records.other.id")).isEqualTo(2);
        assertThat(output.getAll()).containsOnlyOnce("ALARM vendedor ID1").contains("./cargue nueva-epoca");
    }

    /** Forgotten once more, it is told once more. */
    @Test
    void aNewEpocaEndsTheAlarm(CapturedOutput output) {
        apply(check(1, "A"));
        state.apply(record(withOtherId(check(1, "A"))), true);
        apply(epoca(LATER, 1));
        apply(check(LATER, 2, HOY, "A"));
        state.apply(record(withOtherId(check(LATER, 2, HOY, "A"))), true);

        assertThat(output.getAll().split("ALARM vendedor ID1", -1)).hasSize(3);
    }

    private static byte[] withOtherId(Evento evento) {
        return new String(EventoJson.write(evento), UTF_8)
                .replaceFirst("\"id\":\"[^\"]*\"", "\"id\":\"0198c0de-0000-7000-8000-0000000000aa\"")
                .getBytes(UTF_8);
    }

    @Test
    void aNewDayForgetsTheSheetsOfEightDaysAgo() {
        apply(check(EPOCA, 1, HOY.minusDays(7), "A"));
        FakeSocket before = join("ID1", new Filtro(HOY.minusDays(7), null, HOY));
        assertThat(state.setHoy(HOY)).isEmpty();
        assertThat(state.setHoy(HOY.plusDays(1))).contains(HOY.minusDays(6));
        FakeSocket after = join("ID1", new Filtro(HOY.minusDays(7), null, HOY));

        assertThat(before.seqs()).containsExactly(1L);
        assertThat(after.seqs()).isEmpty();
    }

    @Test
    void aStalledViewerDelaysNoOtherAndGetsEveryChangeThatTheRingHolds() {
        FakeSocket slow = new FakeSocket();
        slow.stall();
        follow("ID1", new Filtro(null, null, HOY), slow);
        FakeSocket quick = join("ID1");
        for (long seq = 1; seq <= Escenario.RING; seq++) {
            apply(check(seq, "P" + seq % 36));
        }

        assertThat(quick.seqs()).hasSize(Escenario.RING).isSorted();
        slow.wake();
        assertThat(slow.seqs()).isEqualTo(quick.seqs());
    }

    @Test
    void aViewerFurtherBehindThanTheRingGetsTheLatestStateOfEachRowInAscendingSeq() {
        FakeSocket slow = new FakeSocket();
        slow.stall();
        follow("ID1", new Filtro(null, null, HOY), slow);
        for (long seq = 1; seq <= 1000; seq++) {
            apply(check(seq, "P" + seq % 3));
        }
        slow.wake();

        assertThat(slow.seqs()).containsExactly(1L, 998L, 999L, 1000L);
        assertThat(count("cargue.push.changes.conflated")).isEqualTo(996);
    }

    private void apply(Evento evento) {
        assertThat(state.apply(record(EventoJson.write(evento)), true)).isEmpty();
        state.flush();
    }

    private FakeSocket join(String vendedorId) {
        return join(vendedorId, new Filtro(null, null, HOY));
    }

    private FakeSocket join(String vendedorId, Filtro filtro) {
        FakeSocket socket = new FakeSocket();
        follow(vendedorId, filtro, socket);
        return socket;
    }

    private void follow(String vendedorId, Filtro filtro, FakeSocket socket) {
        Conexion conexion = escenario.conexion(Formato.PLAIN, socket);
        state.follow(conexion, new Peticion(vendedorId, filtro, null));
    }

    private ConsumerRecord<byte[], byte[]> record(byte[] value) {
        return new ConsumerRecord<>(Temas.CHECKS, 0, offset++, "ID1".getBytes(UTF_8), value);
    }

    private double count(String name) {
        return registry.counter(name).count();
    }
}
