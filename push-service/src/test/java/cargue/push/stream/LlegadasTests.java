package cargue.push.stream;

import static cargue.push.Eventos.EPOCA;
import static cargue.push.Eventos.HOY;
import static cargue.push.Eventos.LATER;
import static cargue.push.Eventos.check;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import cargue.contract.EventoJson;
import cargue.contract.Posicion;
import cargue.contract.Temas;
import cargue.push.Ajustes;
import cargue.push.viewer.Cierre;
import cargue.push.viewer.FakeSocket;
import cargue.push.viewer.Filtro;
import cargue.push.viewer.Peticion;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.internals.KafkaFutureImpl;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Who is answered at once, who waits and for what. */
class LlegadasTests {

    private static final TopicPartition PARTITION = new TopicPartition(Temas.CHECKS, 0);

    private final Escenario escenario = new Escenario(new SimpleMeterRegistry());
    private KafkaFutureImpl<Map<TopicPartition, Long>> question = new KafkaFutureImpl<>();
    private long offset;
    private final LogEnds ends = new LogEnds(this::ask, partition -> offset, () -> {}, 0);
    private final Llegadas llegadas = new Llegadas(escenario.state(), ends, Ajustes.with(), 0);

    private KafkaFuture<Map<TopicPartition, Long>> ask() {
        question = new KafkaFutureImpl<>();
        return question;
    }

    @BeforeEach
    void twoEvents() {
        escenario.pass(Duration.ofSeconds(1));
        read(1);
        read(2);
    }

    @Test
    void whoHasNoPositionOrOneThatTheNodeHasIsAnsweredAtOnce() {
        assertThat(arrive(null).sent()).hasSize(2);
        assertThat(arrive(new Posicion(EPOCA, 2)).sent()).hasSize(1);
    }

    @Test
    void aPositionAboveTheHeadWaitsUntilTheNodeHasIt() {
        FakeSocket socket = arrive(new Posicion(EPOCA, 4));
        look();
        assertThat(socket.sent()).isEmpty();
        read(3);
        read(4);
        look();

        assertThat(socket.sent()).hasSize(1).first().asString().contains("\"seq\":4,\"modo\":\"delta\"");
    }

    @Test
    void aPositionThatKafkaDoesNotHoldIsASnapshotAtOnce() {
        FakeSocket above = arrive(new Posicion(EPOCA, 9));
        FakeSocket greater = arrive(new Posicion(LATER, 1));
        look();
        assertThat(above.sent()).isEmpty();
        answer(2);
        look();

        assertThat(above.sent()).hasSize(2).first().asString().contains("\"seq\":2,\"modo\":\"snapshot\"");
        assertThat(greater.sent()).hasSize(2);
    }

    @Test
    void whatKafkaHeldWhenAskedIsReadFirst() {
        FakeSocket socket = arrive(new Posicion(EPOCA, 9));
        look();
        answer(3);
        look();
        assertThat(socket.sent()).isEmpty();
        read(3);
        look();

        assertThat(socket.sent()).hasSize(2).first().asString().contains("\"seq\":3,\"modo\":\"snapshot\"");
    }

    @Test
    void whoWaitsInVainIsSentBackAfterFiveSeconds() {
        FakeSocket socket = arrive(new Posicion(EPOCA, 9));
        CompletableFuture<Planilla> answer = new CompletableFuture<>();
        Peticion peticion = new Peticion("ID1", new Filtro(null, null, HOY), new Posicion(EPOCA, 9));
        llegadas.arrive(new Llegada.Reader(peticion, posicion -> false, escenario.rules(), answer), now());
        escenario.pass(Duration.ofMillis(4900));
        look();
        assertThat(socket.closed()).isNull();
        escenario.pass(Duration.ofMillis(100));
        look();

        assertThat(socket.closed()).isEqualTo(Cierre.SOBRECARGA);
        assertThat(answer).isCompletedExceptionally();
    }

    @Test
    void afterAStandstillEveryoneWaitsUntilKafkaWasAskedAnew() {
        escenario.pass(Duration.ofSeconds(3));
        llegadas.standstill(now());
        FakeSocket socket = arrive(null);
        look();
        assertThat(socket.sent()).isEmpty();
        answer(3);
        look();
        assertThat(socket.sent()).as("Kafka held more when it was asked").isEmpty();
        read(3);
        look();

        assertThat(socket.sent()).hasSize(2).first().asString().contains("\"seq\":3,");
    }

    @Test
    void whoHasGoneIsForgotten() {
        FakeSocket socket = new FakeSocket();
        Conexion conexion = escenario.conexion(Formato.V1_ONE, socket);
        llegadas.arrive(follower(conexion, new Posicion(EPOCA, 9)), now());
        assertThat(llegadas.count(llegada -> true)).isEqualTo(1);
        conexion.onClosed();
        look();

        assertThat(llegadas.count(llegada -> true)).isZero();
    }

    private FakeSocket arrive(@Nullable Posicion desde) {
        FakeSocket socket = new FakeSocket();
        llegadas.arrive(follower(escenario.conexion(Formato.V1_ONE, socket), desde), now());
        return socket;
    }

    private static Llegada follower(Conexion conexion, @Nullable Posicion desde) {
        return new Llegada.Follower(conexion, new Peticion("ID1", new Filtro(null, null, HOY), desde));
    }

    private void read(long seq) {
        byte[] value = EventoJson.write(check(seq, "A"));
        assertThat(escenario
                        .state()
                        .apply(new ConsumerRecord<>(Temas.CHECKS, 0, offset++, "ID1".getBytes(UTF_8), value), true))
                .isEmpty();
        escenario.state().flush();
    }

    private void answer(long end) {
        question.complete(new HashMap<>(Map.of(PARTITION, end)));
    }

    private void look() {
        ends.look(now());
        llegadas.look(now());
    }

    private long now() {
        return escenario.rules().now();
    }
}
