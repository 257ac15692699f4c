package cargue.client;

import static cargue.client.Wire.A;
import static cargue.client.Wire.EPOCA;
import static cargue.client.Wire.checks;
import static cargue.client.Wire.error;
import static cargue.client.Wire.hello;
import static cargue.client.Wire.row;
import static cargue.client.Wire.snapshot;
import static cargue.client.Wire.ticked;
import static org.assertj.core.api.Assertions.assertThat;

import cargue.client.FakeTransport.Peer;
import cargue.contract.Dia;
import java.time.Duration;
import java.time.LocalDate;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Many vendedores on one socket. */
class ManyTests {

    private static final Filtro ALL = new Filtro(null, null);
    private static final Duration RETRY = Connection.CLOSE_LIMIT.plus(Backoff.BASE);

    private final ManualThread thread = new ManualThread();
    private final FakeTransport transport = new FakeTransport();
    private final Recorder recorder = new Recorder();
    private final Followings followings = new Followings(thread, recorder);

    private Connector connector(String... ids) {
        for (String id : ids) {
            followings.add(new Following(id, ALL));
        }
        Connector connector = new Connector(
                thread,
                transport,
                followings,
                new Backoff(() -> 0.5),
                new Connector.Plan(List.of("http://uno"), null, ALL, null));
        thread.execute(connector::open);
        return connector;
    }

    private Connector live() {
        Connector connector = connector("ID1", "ID2");
        transport
                .last()
                .open()
                .says(
                        hello("ID1", EPOCA, 10, "snapshot"),
                        hello("ID2", EPOCA, 3, "snapshot"),
                        snapshot("ID2", 3, row(A, 2)),
                        snapshot("ID1", 10, row(A, 8)));
        recorder.take();
        return connector;
    }

    private Planilla planilla(String id) {
        return followings.planilla(id).orElseThrow();
    }

    private static String subscribe(String id, String more) {
        return "{\"type\":\"subscribe\",\"vendedor_id\":\"" + id + "\"" + more + "}";
    }

    private static String unsubscribe(String id) {
        return "{\"type\":\"unsubscribe\",\"vendedor_id\":\"" + id + "\"}";
    }

    @Test
    void subscribesToEachAndKeepsTheirStreamsApart() {
        live();
        Peer peer = transport.last();
        assertThat(peer.uri).hasToString("ws://uno/ws/cargue/");
        assertThat(peer.sent).containsExactlyInAnyOrder(subscribe("ID1", ""), subscribe("ID2", ""));

        peer.says(checks("ID2", 3, 4, ticked(A, 4)));

        assertThat(recorder.take()).containsExactly("ID2 changed [" + A + "@4]");
        assertThat(planilla("ID1").posicion()).hasToString(EPOCA + ":10");
        assertThat(planilla("ID2").posicion()).hasToString(EPOCA + ":4");
    }

    @Test
    void eachIsLiveByItself() {
        connector("ID1", "ID2");
        transport.last().open().says(hello("ID1", EPOCA, 10, "snapshot"), snapshot("ID1", 10));
        assertThat(planilla("ID1").estado()).isEqualTo(new Estado.EnVivo(0L));
        assertThat(planilla("ID2").estado()).isEqualTo(new Estado.Conectando());
    }

    @Test
    void oneSignOfLifeTellsTheLossOfAny() {
        live();
        transport.last().says("{\"type\":\"latido\",\"posiciones\":{\"ID1\":10,\"ID2\":3,\"ID9\":7},\"atraso_s\":4}");
        assertThat(recorder.take()).containsExactlyInAnyOrder("ID1 EnVivo[atrasoS=4]", "ID2 EnVivo[atrasoS=4]");
        transport.last().says("{\"type\":\"latido\",\"posiciones\":{\"ID1\":10,\"ID2\":4},\"atraso_s\":0}");
        assertThat(planilla("ID1").estado()).isInstanceOf(Estado.Reconectando.class);
    }

    @Test
    void subscribesAnewFromEachPosition() {
        live();
        transport.last().breaks();
        thread.pass(RETRY);
        assertThat(transport.last().open().sent)
                .containsExactlyInAnyOrder(
                        subscribe("ID1", ",\"desde\":\"" + EPOCA + ":10\""),
                        subscribe("ID2", ",\"desde\":\"" + EPOCA + ":3\""));
    }

    @Test
    void followsMoreAndFewerWhileConnected() {
        Connector connector = live();
        Peer peer = transport.last();
        peer.sent.clear();
        connector.subscribe(new Following("ID3", new Filtro(LocalDate.of(2026, 1, 5), Dia.LUNES)));
        connector.unsubscribe(followings.get("ID1").orElseThrow());

        assertThat(peer.sent)
                .containsExactly(subscribe("ID3", ",\"fecha\":\"2026-01-05\",\"dia\":\"LUNES\""), unsubscribe("ID1"));
        assertThat(followings.planilla("ID1")).isEmpty();
        peer.says(checks("ID1", 10, 11, ticked(A, 11)), hello("ID3", EPOCA, 1, "snapshot"), snapshot("ID3", 1));
        assertThat(planilla("ID3").estado()).isEqualTo(new Estado.EnVivo(0L));
        assertThat(peer.closing).isFalse();
    }

    @Test
    void otherSheetsOfAVendedorAreAskedForWithoutThePositionOfTheFormer() {
        Connector connector = live();
        transport.last().sent.clear();
        connector.subscribe(new Following("ID1", new Filtro(null, Dia.MARTES)));
        assertThat(transport.last().sent).containsExactly(subscribe("ID1", ",\"dia\":\"MARTES\""));
        transport.last().says(checks("ID1", 10, 11, ticked(A, 11))); // still of the former
        assertThat(planilla("ID1").renglones()).isEmpty();
        assertThat(transport.last().closing).isFalse();
    }

    @Test
    void subscriptionsKeepToThePaceThatTheServerTakes() {
        String[] ids = IntStream.range(0, CargueClient.MAX_VENDEDORES)
                .mapToObj(i -> "T" + i)
                .toArray(String[]::new);
        connector(ids);
        Peer peer = transport.last().open();
        for (int second = 1; second <= 5; second++) {
            assertThat(peer.sent).hasSize(second * Announcer.PER_SECOND);
            thread.pass(Connection.TICK);
        }
        assertThat(peer.sent).doesNotHaveDuplicates().hasSize(CargueClient.MAX_VENDEDORES);
    }

    @Test
    void whatIsNotYetSentIsSentOnceHoweverOftenItChanges() {
        Connector connector = connector();
        Peer peer = transport.last();
        peer.slow = true;
        peer.open();
        connector.subscribe(new Following("ID9", ALL)); // fills the socket
        for (int i = 0; i < 1_000; i++) {
            connector.subscribe(new Following("ID1", ALL));
            connector.unsubscribe(followings.get("ID1").orElseThrow());
            connector.subscribe(new Following("ID2", ALL));
        }
        peer.takes();
        peer.takes();
        peer.takes();
        assertThat(peer.sent).containsExactly(subscribe("ID9", ""), subscribe("ID2", ""));
    }

    @Test
    void subscriptionsThatWereTooManyAtOnceAreSaidAgainLater() {
        connector("ID1", "ID2");
        Peer peer = transport.last().open();
        peer.says(hello("ID1", EPOCA, 10, "snapshot"), snapshot("ID1", 10));
        peer.sent.clear();
        peer.says(error("DEMASIADOS_MENSAJES", ""));
        assertThat(peer.sent).isEmpty();
        thread.pass(Connection.TICK);
        assertThat(peer.sent).containsExactly(subscribe("ID2", ""));
    }

    @ParameterizedTest
    @ValueSource(strings = {"NO_PERMITIDO", "FECHA_FUERA_DE_RANGO", "DEMASIADAS_SUSCRIPCIONES", "MENSAJE_INVALIDO"})
    void aRefusedSubscriptionEndsAloneAndIsNotAskedForAgain(String codigo) {
        live();
        transport.last().says(error(codigo, "ID1"));
        assertThat(recorder.take())
                .containsExactly("ID1 error " + codigo, "ID1 Terminado[codigo=" + codigo + ", motivo=No.]");
        transport.last().says(checks("ID1", 40, 41), checks("ID2", 3, 4, ticked(A, 4)));
        assertThat(planilla("ID2").posicion()).hasToString(EPOCA + ":4");

        transport.last().breaks();
        thread.pass(RETRY);
        assertThat(transport.last().open().sent).containsExactly(subscribe("ID2", ",\"desde\":\"" + EPOCA + ":4\""));
        assertThat(planilla("ID1").estado()).isEqualTo(new Estado.Terminado(codigo, "No."));
    }

    @Test
    void aRefusedSubscriptionCanBeAskedForAnew() {
        Connector connector = live();
        transport.last().says(error("NO_PERMITIDO", "ID1"));
        transport.last().sent.clear();
        connector.subscribe(new Following("ID1", ALL));
        assertThat(transport.last().sent).containsExactly(subscribe("ID1", ""));
    }

    @Test
    void aRefusedPositionIsGivenUpOnce() {
        live();
        transport.last().breaks();
        thread.pass(RETRY);
        Peer peer = transport.last().open();
        peer.sent.clear();
        peer.says(error("POSICION_INVALIDA", "ID1"));
        assertThat(peer.sent).containsExactly(subscribe("ID1", ""));
        peer.says(error("POSICION_INVALIDA", "ID1"));
        assertThat(peer.sent).hasSize(1);
        assertThat(planilla("ID1").estado()).isInstanceOf(Estado.Terminado.class);
    }

    @Test
    void aSubscriptionThatIsNeverAnsweredEndsTheConnectionThoughOthersAreLive() {
        connector("ID1", "ID2");
        Peer peer = transport.last().open();
        peer.says(hello("ID1", EPOCA, 10, "snapshot"), snapshot("ID1", 10));
        for (int i = 0; i < 4; i++) {
            thread.pass(Duration.ofSeconds(9));
            peer.says("{\"type\":\"latido\",\"posiciones\":{\"ID1\":10},\"atraso_s\":0}");
        }
        assertThat(peer.closing).isTrue();
    }

    @ParameterizedTest
    @ValueSource(ints = {400, 403, 404})
    void thePlanillaOfOneDoesNotSpeakForTheOthers(int status) {
        connector("ID1", "ID2");
        transport.planilla = new Transport.Answer(status, null);
        transport.last().open().breaks();
        assertThat(transport.asked).hasSize(1);
        thread.pass(RETRY);
        assertThat(transport.peers).hasSize(2);
    }

    @Test
    void aRefusedTokenIsRefusedForAll() {
        connector("ID1", "ID2");
        transport.planilla = new Transport.Answer(401, null);
        transport.last().open().breaks();
        assertThat(planilla("ID1").estado()).isEqualTo(new Estado.Terminado("401", "the server answered 401"));
        assertThat(planilla("ID2").estado()).isEqualTo(planilla("ID1").estado());
    }

    @Test
    void aMessageOfNoVendedorIsBroken() {
        live();
        transport.last().says(checks(10, 11));
        assertThat(transport.last().closing).isTrue();
    }

    @Test
    void whatIsSubscribedToAfterTheEndIsEnded() {
        Connector connector = live();
        transport.last().closes(4403);
        connector.subscribe(new Following("ID3", ALL));
        assertThat(planilla("ID3").estado()).isInstanceOf(Estado.Terminado.class);
        assertThat(recorder.take()).contains("ID3 " + planilla("ID3").estado());
    }

    @Test
    void withoutAnyVendedorItStaysConnectedAndWaits() {
        Connector connector = connector();
        Peer peer = transport.last().open();
        for (int i = 0; i < 10; i++) {
            thread.pass(Duration.ofSeconds(15));
            peer.says("{\"type\":\"latido\",\"posiciones\":{},\"atraso_s\":0}");
        }
        assertThat(peer.closing).isFalse();
        connector.subscribe(new Following("ID1", ALL));
        assertThat(peer.sent).containsExactly(subscribe("ID1", ""));
    }
}
