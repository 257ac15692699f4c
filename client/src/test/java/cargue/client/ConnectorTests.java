package cargue.client;

import static cargue.client.Wire.A;
import static cargue.client.Wire.B;
import static cargue.client.Wire.EPOCA;
import static cargue.client.Wire.checks;
import static cargue.client.Wire.hello;
import static cargue.client.Wire.latido;
import static cargue.client.Wire.row;
import static cargue.client.Wire.snapshot;
import static cargue.client.Wire.ticked;
import static org.assertj.core.api.Assertions.assertThat;

import cargue.client.FakeTransport.Peer;
import cargue.contract.Dia;
import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** One vendedor's connection, its ends and what comes after them. The backoff's chance is always one half. */
class ConnectorTests {

    private static final Duration CLOSE_LIMIT = Connection.CLOSE_LIMIT;
    private static final Duration FIRST_WAIT = Backoff.BASE.dividedBy(2);
    private static final Duration LONG = Duration.ofMinutes(10);
    private static final Filtro ALL = new Filtro(null, null);

    private final ManualThread thread = new ManualThread();
    private final FakeTransport transport = new FakeTransport();
    private final Recorder recorder = new Recorder();
    private final Followings followings = new Followings(thread, recorder);

    private Connector connector(List<String> nodes, Filtro filtro, @Nullable Supplier<String> tokens) {
        followings.add(new Following("ID1", filtro));
        Connector connector = new Connector(
                thread,
                transport,
                followings,
                new Backoff(() -> 0.5),
                new Connector.Plan(nodes, "ID1", filtro, tokens));
        thread.execute(connector::open);
        return connector;
    }

    private Connector connector() {
        return connector(List.of("http://uno"), ALL, null);
    }

    private Planilla planilla() {
        return followings.planilla("ID1").orElseThrow();
    }

    /** A client that is live at position 10. */
    private Connector live(String... nodes) {
        Connector connector = connector(List.of(nodes), ALL, null);
        transport.last().open().says(hello(10, "snapshot"), snapshot(10, row(A, 8), row(B, 9)));
        assertThat(planilla().estado()).isEqualTo(new Estado.EnVivo(0L));
        recorder.take();
        return connector;
    }

    private Connector live() {
        return live("http://uno");
    }

    private Peer peer(int number) {
        assertThat(transport.peers).hasSizeGreaterThanOrEqualTo(number);
        return transport.peers.get(number - 1);
    }

    private void assertNoFurtherAttempt() {
        int before = transport.peers.size();
        thread.pass(LONG);
        assertThat(transport.peers).hasSize(before);
    }

    @Test
    void showsTheSheetsAndThenEachChange() {
        connector();
        assertThat(transport.last().uri).hasToString("ws://uno/ws/cargue/ID1/");
        assertThat(transport.last().subprotocols).containsExactly("cargue.v1");
        assertThat(planilla().estado()).isEqualTo(new Estado.Conectando());

        transport.last().open().says(hello(10, "snapshot"), snapshot(10, row(A, 8)), checks(10, 11, ticked(A, 11)));

        assertThat(recorder.take())
                .containsExactly("ID1 replaced 1", "ID1 EnVivo[atrasoS=0]", "ID1 changed [" + A + "@11]");
        assertThat(planilla().renglon(Wire.FECHA, Dia.LUNES, A)).contains(ticked(A, 11));
        assertThat(planilla().recibida()).isTrue();
    }

    @Test
    void asksForOneSheetAndGoesOnFromItsPosition() {
        connector(List.of("https://uno/base"), new Filtro(LocalDate.of(2026, 1, 5), Dia.LUNES), null);
        assertThat(transport.last().uri).hasToString("wss://uno/base/ws/cargue/ID1/?fecha=2026-01-05&dia=LUNES");
        transport
                .last()
                .open()
                .says(hello(10, "snapshot"), snapshot(10, row(A, 8)))
                .closes(1012);
        thread.pass(FIRST_WAIT);
        assertThat(transport.last().uri)
                .hasToString("wss://uno/base/ws/cargue/ID1/?fecha=2026-01-05&dia=LUNES&desde=" + EPOCA + ":10");
    }

    @Test
    void asksForTheNextMessageOnlyWhenTheLastWasTaken() {
        live();
        assertThat(transport.last().requested).isEqualTo(2);
        transport.last().says("{\"type\":\"clima\"}", latido(10, "0"));
        assertThat(transport.last().requested).isEqualTo(4);
    }

    @Test
    void tellsHowFarBehindThePipelineIs() {
        live();
        transport.last().says(latido(10, "7"), latido(10, "7"), latido(10, "null"), latido(10, "0"));
        assertThat(recorder.take())
                .containsExactly("ID1 EnVivo[atrasoS=7]", "ID1 EnVivo[atrasoS=null]", "ID1 EnVivo[atrasoS=0]");
        assertThat(planilla().atrasoS()).isZero();
    }

    @Test
    void aLossIsMendedFromThePositionThatStands() {
        live();
        peer(1).says(checks(12, 13, ticked(A, 13)));
        assertThat(planilla().estado()).isInstanceOf(Estado.Reconectando.class);
        assertThat(planilla().atrasoS()).isNull();
        assertThat(planilla().renglones()).hasSize(2);
        assertThat(peer(1).closing).isTrue();

        thread.pass(CLOSE_LIMIT.plus(FIRST_WAIT));
        peer(2).open().says(hello(10, "delta"), checks(10, 13, ticked(A, 13)));

        assertThat(peer(2).uri).hasQuery("desde=" + EPOCA + ":10");
        assertThat(planilla().estado()).isEqualTo(new Estado.EnVivo(0L));
        assertThat(planilla().renglon(Wire.FECHA, Dia.LUNES, A)).contains(ticked(A, 13));
    }

    @Test
    void aMessageDroppedUnderwayIsNoticedByTheNextSignOfLife() {
        live();
        peer(1).says(latido(11, "0"));
        assertThat(planilla().estado()).isInstanceOf(Estado.Reconectando.class);
        thread.pass(CLOSE_LIMIT.plus(FIRST_WAIT));
        assertThat(peer(2).uri).hasQuery("desde=" + EPOCA + ":10");
    }

    /** Signs of life and changes must not keep a connection alive whose beginning never came. */
    @ParameterizedTest
    @MethodSource("whatComesAfterAHello")
    void aHelloDroppedUnderwayIsNoticedByWhateverComesNext(String next) {
        connector();
        peer(1).open().says(next);
        assertThat(peer(1).closing).isTrue();
        thread.pass(CLOSE_LIMIT.plus(FIRST_WAIT));
        peer(2).open().says(hello(10, "snapshot"), snapshot(10));
        assertThat(planilla().estado()).isEqualTo(new Estado.EnVivo(0L));
    }

    static Stream<String> whatComesAfterAHello() {
        return Stream.of(latido(10, "0"), snapshot(10), checks(10, 11, ticked(A, 11)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"{", "[]", "{\"type\":\"checks\",\"de\":10}"})
    void whatCannotBeUnderstoodIsTreatedAsALoss(String text) {
        live();
        peer(1).says(text, checks(10, 11, ticked(A, 11)));
        assertThat(planilla().posicion()).hasToString(EPOCA + ":10");
        thread.pass(CLOSE_LIMIT.plus(FIRST_WAIT));
        assertThat(peer(2).uri).hasQuery("desde=" + EPOCA + ":10");
    }

    @Test
    void theOldSocketIsClosedBeforeTheNewOneIsOpened() {
        live();
        peer(1).says(latido(99, "0"));
        thread.pass(CLOSE_LIMIT.minusMillis(1));
        assertThat(transport.peers).hasSize(1);
        assertThat(peer(1).aborted).isFalse();

        peer(1).closes(1000);
        thread.pass(FIRST_WAIT);
        assertThat(transport.peers).hasSize(2);
    }

    @Test
    void anOldSocketThatDoesNotCloseIsCutInTime() {
        live();
        peer(1).says(latido(99, "0"));
        thread.pass(CLOSE_LIMIT);
        assertThat(peer(1).aborted).isTrue();
        assertThat(transport.peers).hasSize(1);
        thread.pass(FIRST_WAIT);
        assertThat(transport.peers).hasSize(2);
    }

    @Test
    void whatAnOldSocketStillSaysIsNotHeard() {
        live();
        peer(1).says(latido(99, "0"), checks(10, 11, ticked(A, 11)));
        assertThat(planilla().posicion()).hasToString(EPOCA + ":10");
        thread.pass(CLOSE_LIMIT.plus(FIRST_WAIT));
        peer(2).open().says(hello(10, "delta"));
        peer(1).says(checks(10, 12, ticked(A, 12)));
        peer(1).closes(4403);
        peer(1).breaks();
        assertThat(planilla().posicion()).hasToString(EPOCA + ":10");
        assertThat(planilla().estado()).isEqualTo(new Estado.EnVivo(0L));
    }

    @Test
    void aConnectionOnWhichNothingIsHeardIsDead() {
        live();
        thread.pass(Duration.ofSeconds(34));
        assertThat(planilla().estado()).isEqualTo(new Estado.EnVivo(0L));
        thread.pass(Duration.ofSeconds(1));
        assertThat(planilla().estado()).isInstanceOf(Estado.Reconectando.class);
        assertThat(peer(1).closing).isTrue();
    }

    @Test
    void anyMessageIsASignOfLife() {
        live();
        for (int i = 0; i < 10; i++) {
            thread.pass(Duration.ofSeconds(30));
            peer(1).says("{\"type\":\"clima\"}");
        }
        assertThat(planilla().estado()).isEqualTo(new Estado.EnVivo(0L));
    }

    @Test
    void theLimitFollowsTheServersLatido() {
        connector();
        peer(1).open().says(hello(10, "snapshot").replace("\"latido_s\":15", "\"latido_s\":2"), snapshot(10));
        thread.pass(Duration.ofSeconds(9));
        assertThat(planilla().estado()).isInstanceOf(Estado.Reconectando.class);
    }

    @Test
    void anAbsurdLatidoIsNotBelieved() {
        connector();
        peer(1).open().says(hello(10, "snapshot").replace("\"latido_s\":15", "\"latido_s\":9000000000"), snapshot(10));
        thread.pass(Watchdog.MAX_LATIDO.multipliedBy(2).plus(Watchdog.GRACE));
        assertThat(planilla().estado()).isInstanceOf(Estado.Reconectando.class);
    }

    @Test
    void rowsThatDoNotComeAreNotWaitedForForeverThoughTheServerLives() {
        connector();
        peer(1).open().says(hello(10, "snapshot"));
        for (int i = 0; i < 6; i++) {
            thread.pass(Duration.ofSeconds(6));
            peer(1).says("{\"type\":\"clima\"}");
        }
        assertThat(planilla().estado()).isInstanceOf(Estado.Reconectando.class);
    }

    @Test
    void aServerThatOpensAndSaysNothingIsLeftAfterTheLimit() {
        connector();
        peer(1).open();
        thread.pass(Duration.ofSeconds(35));
        assertThat(peer(1).closing).isTrue();
        thread.pass(CLOSE_LIMIT.plus(FIRST_WAIT));
        assertThat(transport.peers).hasSize(2);
    }

    @Test
    void waitsGrowWithEachFailureUpToTheCap() {
        connector();
        long[] halves = {250, 500, 1_000, 2_000, 4_000, 8_000, 10_000, 10_000};
        for (int i = 0; i < halves.length; i++) {
            transport.last().isUnreachable();
            thread.pass(Duration.ofMillis(halves[i] - 1));
            assertThat(transport.peers).hasSize(i + 1);
            thread.pass(Duration.ofMillis(1));
            assertThat(transport.peers).hasSize(i + 2);
        }
        assertThat(transport.asked)
                .as("an unreachable server's planilla is not asked for")
                .isEmpty();
    }

    @Test
    void waitsBeginAnewOnceTheStreamIsRight() {
        connector();
        for (int i = 0; i < 5; i++) {
            transport.last().isUnreachable();
            thread.pass(LONG);
        }
        transport.last().open().says(hello(10, "snapshot"), snapshot(10)).closes(1012);
        thread.pass(FIRST_WAIT);
        assertThat(transport.peers).hasSize(7);
    }

    @Test
    void aDeltaThatIsBrokenAgainAndAgainIsAskedForMoreAndMoreSeldom() {
        live();
        long[] halves = {250, 500, 1_000, 2_000, 4_000, 8_000, 10_000, 10_000};
        for (int i = 0; i < halves.length; i++) {
            transport.last().says(checks(12, 13));
            thread.pass(CLOSE_LIMIT.plusMillis(halves[i] - 1));
            assertThat(transport.peers).hasSize(i + 1);
            thread.pass(Duration.ofMillis(1));
            transport.last().open().says(hello(10, "delta"));
        }
        transport.last().says(checks(10, 13)).closes(1012);
        thread.pass(FIRST_WAIT);
        assertThat(transport.peers).hasSize(halves.length + 2);
    }

    @Test
    void goesOnAtTheNextNodeAfterEachEnd() {
        live("http://uno", "http://dos", "http://tres");
        peer(1).breaks();
        thread.pass(FIRST_WAIT);
        assertThat(peer(2).uri).hasToString("ws://dos/ws/cargue/ID1/?desde=" + EPOCA + ":10");
        peer(2).isUnreachable();
        thread.pass(LONG);
        assertThat(peer(3).uri).hasHost("tres");
        peer(3).open().says(hello(10, "delta")).closes(1013);
        thread.pass(LONG);
        assertThat(peer(4).uri).hasHost("uno");
    }

    @Test
    void theServersAdviceReplacesOneWait() {
        live();
        peer(1).says("{\"type\":\"adios\",\"motivo\":\"reinicio\",\"reconectar_en_ms\":7000}")
                .closes(1012);
        thread.pass(Duration.ofMillis(6_999));
        assertThat(transport.peers).hasSize(1);
        thread.pass(Duration.ofMillis(1));
        peer(2).isUnreachable();
        thread.pass(FIRST_WAIT);
        assertThat(transport.peers).hasSize(3);
    }

    @ParameterizedTest
    @ValueSource(strings = {"-5", "0"})
    void anAdviceOfNoTimeIsObeyedAtOnce(String ms) {
        live();
        peer(1).says("{\"type\":\"adios\",\"motivo\":\"reinicio\",\"reconectar_en_ms\":" + ms + "}")
                .closes(1012);
        thread.pass(Duration.ZERO);
        assertThat(transport.peers).hasSize(2);
    }

    @Test
    void anAbsurdAdviceIsBounded() {
        live();
        peer(1).says("{\"type\":\"adios\",\"motivo\":\"reinicio\",\"reconectar_en_ms\":999999999999}")
                .closes(1012);
        thread.pass(Connector.MAX_ADVISED);
        assertThat(transport.peers).hasSize(2);
    }

    @Test
    void aServerThatSaidFarewellAndStaysIsLeft() {
        live();
        peer(1).says("{\"type\":\"adios\",\"motivo\":\"reinicio\",\"reconectar_en_ms\":100}");
        thread.pass(Watchdog.FAREWELL_LIMIT.plus(Connection.TICK));
        assertThat(peer(1).closing).isTrue();
    }

    @ParameterizedTest
    @ValueSource(ints = {4400, 4401, 4402, 4403})
    void closeCodesThatSayNoEndTheClient(int code) {
        live();
        peer(1).closes(code);
        assertThat(planilla().estado())
                .isEqualTo(new Estado.Terminado("" + code, "the server closed with " + code + " (because)"));
        assertThat(planilla().renglones()).as("what was received stays").hasSize(2);
        assertNoFurtherAttempt();
    }

    @ParameterizedTest
    @ValueSource(ints = {1000, 1001, 1006, 1011, 1012, 1013, 4404, 4408, 4413, 4429})
    void otherCloseCodesAreRetried(int code) {
        live();
        peer(1).closes(code);
        assertThat(planilla().estado()).isInstanceOf(Estado.Reconectando.class);
        thread.pass(FIRST_WAIT);
        assertThat(transport.peers).hasSize(2);
    }

    @ParameterizedTest
    @ValueSource(ints = {400, 401, 403, 404})
    void aHandshakeThatIsRefusedForGoodEndsTheClient(int status) {
        connector();
        peer(1).refuse(status, null);
        assertThat(planilla().estado()).isEqualTo(new Estado.Terminado("" + status, "the server answered " + status));
        assertThat(transport.asked)
                .as("the status is known, nothing is left to ask")
                .isEmpty();
        assertNoFurtherAttempt();
    }

    @ParameterizedTest
    @ValueSource(ints = {429, 503})
    void aHandshakeThatIsRefusedForNowIsRetriedAfterTheAdvisedTime(int status) {
        connector();
        peer(1).refuse(status, Duration.ofSeconds(9));
        thread.pass(Duration.ofSeconds(9).plus(FIRST_WAIT).minusMillis(1));
        assertThat(transport.peers).hasSize(1);
        thread.pass(Duration.ofMillis(1));
        assertThat(transport.peers).hasSize(2);
    }

    @ParameterizedTest
    @ValueSource(ints = {200, 421, 500, 502, 504})
    void otherAnswersToAHandshakeAreRetried(int status) {
        connector();
        peer(1).refuse(status, null);
        thread.pass(FIRST_WAIT);
        assertThat(transport.peers).hasSize(2);
    }

    @Test
    void whenAStreamEndsBeforeItBeganThePlanillaSaysWhetherToGoOn() {
        connector(List.of("http://uno", "http://dos"), new Filtro(null, Dia.LUNES), null);
        peer(1).open().breaks();
        assertThat(transport.asked).hasToString("[http://uno/api/planilla/ID1/?dia=LUNES]");
        thread.pass(FIRST_WAIT);
        transport.planilla = new Transport.Answer(503, Duration.ofSeconds(30));
        peer(2).open().breaks();
        thread.pass(Duration.ofSeconds(30));
        assertThat(transport.peers).hasSize(2);
        thread.pass(Backoff.BASE);
        transport.planilla = null;
        peer(3).open().breaks();
        thread.pass(LONG);
        transport.planilla = new Transport.Answer(403, null);
        peer(4).open().breaks();
        assertThat(planilla().estado()).isEqualTo(new Estado.Terminado("403", "the server answered 403"));
        assertNoFurtherAttempt();
    }

    @Test
    void aTokenIsSentAsSecondSubprotocolAndAskedForBeforeEachConnection() {
        Deque<String> tokens = new ArrayDeque<>(List.of("aaa.b-b.c_c", "ddd.e.f"));
        connector(List.of("http://uno"), ALL, tokens::remove);
        assertThat(peer(1).subprotocols).containsExactly("cargue.v1", "bearer.aaa.b-b.c_c");
        peer(1).open().says(hello(10, "snapshot"), snapshot(10)).closes(1012);
        thread.pass(FIRST_WAIT);
        assertThat(peer(2).subprotocols).containsExactly("cargue.v1", "bearer.ddd.e.f");
    }

    @Test
    void aRefusedTokenIsRenewedOnceAndNotAgainBeforeTheStreamWasRight() {
        connector(List.of("http://uno"), ALL, () -> "t");
        peer(1).refuse(401, null);
        thread.pass(LONG);
        peer(2).open().says(hello(10, "snapshot"), snapshot(10)).closes(4401);
        assertThat(planilla().estado()).isInstanceOf(Estado.Reconectando.class);
        thread.pass(LONG);
        peer(3).refuse(401, null);
        assertThat(planilla().estado()).isEqualTo(new Estado.Terminado("401", "the server answered 401"));
        assertNoFurtherAttempt();
    }

    @Test
    void aSupplierThatFailsIsAskedAgainAndNothingTellsTheToken() {
        Deque<Supplier<String>> answers = new ArrayDeque<>(List.of(
                () -> {
                    throw new IllegalStateException("no server");
                },
                () -> "not a token\r\n",
                () -> "good"));
        connector(List.of("http://uno"), ALL, () -> answers.remove().get());
        assertThat(transport.peers).isEmpty();
        thread.pass(LONG);
        assertThat(transport.last().subprotocols).containsExactly("cargue.v1", "bearer.good");
        assertThat(recorder.take().toString()).contains("no token").doesNotContain("not a token");
    }

    @Test
    void theOpenConnectionsTokenCanBeRenewed() {
        Deque<String> tokens = new ArrayDeque<>(List.of("one", "two"));
        Connector connector = connector(List.of("http://uno"), ALL, tokens::remove);
        peer(1).open().says(hello(10, "snapshot"), snapshot(10));
        connector.renewToken();
        assertThat(peer(1).sent).containsExactly("{\"type\":\"auth\",\"token\":\"two\"}");
    }

    @Test
    void anErrorOfTheServerIsToldAndChangesNothing() {
        live();
        peer(1).says(Wire.error("MENSAJE_INVALIDO", ""), checks(10, 11, ticked(A, 11)));
        assertThat(recorder.take()).containsExactly("null error MENSAJE_INVALIDO", "ID1 changed [" + A + "@11]");
    }

    @Test
    void aListenerThatThrowsDoesNotHarmTheClient() {
        Followings harmed = new Followings(thread, new PlanillaListener() {
            @Override
            public void onReplaced(Planilla planilla) {
                throw new IllegalStateException("a fault of the program");
            }

            @Override
            public void onEstado(String vendedorId, Estado estado) {
                throw new AssertionError("another");
            }
        });
        harmed.add(new Following("ID1", ALL));
        new Connector(
                        thread,
                        transport,
                        harmed,
                        new Backoff(() -> 0.5),
                        new Connector.Plan(List.of("http://uno"), "ID1", ALL, null))
                .open();
        peer(1).open().says(hello(10, "snapshot"), snapshot(10, row(A, 8)), checks(10, 11, ticked(A, 11)));
        Planilla planilla = harmed.planilla("ID1").orElseThrow();
        assertThat(planilla.posicion()).hasToString(EPOCA + ":11");
        assertThat(planilla.estado()).isEqualTo(new Estado.EnVivo(0L));
        assertThat(peer(1).closing).isFalse();
    }

    @Test
    void answersCrossTheStream() {
        live();
        followings.respuesta(Wire.respuesta(EPOCA, A, 12));
        peer(1).says(checks(10, 11, ticked(B, 11)), checks(11, 12, ticked(A, 12)));
        assertThat(recorder.take())
                .containsExactly(
                        "ID1 changed [" + A + "@12]", "ID1 changed [" + B + "@11]", "ID1 changed [" + A + "@12]");
        followings.respuesta(Wire.respuesta(EPOCA, A, 12));
        assertThat(recorder.take()).isEmpty();
    }

    @Test
    void closingClosesTheSocketAndTellsWhenItIsClosed() {
        Connector connector = live();
        boolean[] closed = new boolean[1];
        connector.stop(() -> closed[0] = true);
        assertThat(peer(1).closing).isTrue();
        assertThat(closed[0]).isFalse();
        assertThat(recorder.take()).containsExactly("ID1 Terminado[codigo=CERRADO, motivo=the client was closed]");
        peer(1).closes(1000);
        assertThat(closed[0]).isTrue();
        assertThat(planilla().renglones()).hasSize(2);
        assertNoFurtherAttempt();
    }

    @Test
    void closingWhileItWaitsConnectsOrAsksEndsTheClient() {
        Connector waiting = live();
        peer(1).breaks();
        assertStops(waiting);

        Connector connecting = connector();
        Peer opening = transport.last();
        assertStops(connecting);
        opening.open();
        assertThat(opening.aborted).as("a socket that opens too late").isTrue();
    }

    private void assertStops(Connector connector) {
        int[] closed = new int[1];
        connector.stop(() -> closed[0]++);
        connector.stop(() -> closed[0]++);
        assertThat(closed[0]).isEqualTo(1);
        assertNoFurtherAttempt();
    }

    @Test
    void aLongLifeLeavesNoTimersBehind() {
        live();
        for (int i = 0; i < 50; i++) {
            transport.last().says(latido(99, "0")).closes(1000);
            thread.pass(Duration.ofMinutes(1));
            transport.last().open().says(hello(10, "delta"), checks(10, 10));
        }
        assertThat(thread.timers()).isLessThanOrEqualTo(2);
    }
}
