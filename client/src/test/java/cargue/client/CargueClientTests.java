package cargue.client;

import static cargue.client.Wire.A;
import static cargue.client.Wire.EPOCA;
import static cargue.client.Wire.checks;
import static cargue.client.Wire.hello;
import static cargue.client.Wire.latido;
import static cargue.client.Wire.row;
import static cargue.client.Wire.snapshot;
import static cargue.client.Wire.ticked;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.awaitility.Awaitility.await;

import cargue.client.RawServer.Frame;
import cargue.client.RawServer.Peer;
import cargue.contract.Dia;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The client as a program uses it, over real sockets, against a server that misbehaves at will. */
@Timeout(60)
class CargueClientTests {

    private static final Duration LIMIT = Duration.ofSeconds(20);

    private final RawServer server = new RawServer();
    private final Recorder recorder = new Recorder();

    @AfterEach
    void closeServer() throws IOException {
        server.close();
    }

    private CargueClient.Builder builder() {
        return CargueClient.builder(server.uri()).vendedor("ID1").listener(recorder);
    }

    private static void awaitPosicion(CargueClient client, long seq) {
        await().atMost(LIMIT)
                .untilAsserted(() -> assertThat(client.planilla().posicion()).hasToString(EPOCA + ":" + seq));
    }

    private static void awaitEstado(CargueClient client, Class<? extends Estado> estado) {
        await().atMost(LIMIT).until(() -> estado.isInstance(client.planilla().estado()));
    }

    @Test
    void showsTheSheetsAndEachChangeAndClosesInOrder() throws Exception {
        CargueClient client = builder().dia(Dia.LUNES).build();
        try (Peer peer = server.upgrade()) {
            assertThat(peer.request).startsWith("GET /ws/cargue/ID1/?dia=LUNES HTTP/1.1");
            assertThat(peer.header("Sec-WebSocket-Protocol")).isEqualTo("cargue.v1");
            peer.says(hello(10, "snapshot"), snapshot(10, row(A, 8)), checks(10, 11, ticked(A, 11)));
            awaitPosicion(client, 11);
            assertThat(client.planilla().renglon(Wire.FECHA, Dia.LUNES, A)).contains(ticked(A, 11));

            Thread closing = new Thread(client::close);
            closing.start();
            Frame close = peer.read();
            assertThat(close.opcode()).isEqualTo(RawServer.CLOSE);
            assertThat(close.closeCode()).isEqualTo(1000);
            peer.closes(1000);
            closing.join(LIMIT.toMillis());
            assertThat(closing.isAlive()).isFalse();
        }
        assertThat(client.planilla().estado()).isInstanceOf(Estado.Terminado.class);
        assertThat(client.planilla().renglones()).hasSize(1);
    }

    @Test
    void closesThoughTheServerDoesNot() throws Exception {
        CargueClient client = builder().build();
        try (Peer peer = server.upgrade()) {
            peer.says(hello(10, "snapshot"), snapshot(10));
            awaitEstado(client, Estado.EnVivo.class);
            client.close();
            assertThat(peer.read().opcode()).isEqualTo(RawServer.CLOSE);
            assertThat(peer.isCut()).isTrue();
        }
        client.close();
        client.apply(Wire.respuesta(EPOCA, A, 12));
    }

    @Test
    void theOldConnectionIsOverBeforeTheNextBegins() throws Exception {
        try (CargueClient client = builder().build();
                Peer first = server.upgrade()) {
            first.says(hello(10, "snapshot"), snapshot(10, row(A, 8)), latido(11, "0"));
            assertThat(first.read().opcode()).isEqualTo(RawServer.CLOSE); // and is not answered
            assertThat(first.isCut()).isTrue();
            try (Peer second = server.upgrade()) {
                assertThat(second.request).startsWith("GET /ws/cargue/ID1/?desde=" + EPOCA + ":10 ");
                second.says(hello(10, "delta"), checks(10, 11, ticked(A, 11)));
                awaitPosicion(client, 11);
            }
        }
    }

    @Test
    void aConnectionThatIsCutIsMadeAnewAtTheNextNode() throws Exception {
        try (RawServer other = new RawServer();
                CargueClient client = CargueClient.builder(List.of(server.uri(), other.uri()))
                        .vendedor("ID1")
                        .build()) {
            try (Peer first = server.upgrade()) {
                first.says(hello(10, "snapshot"), snapshot(10, row(A, 8)));
                awaitPosicion(client, 10);
            }
            try (Peer second = other.upgrade()) {
                awaitEstado(client, Estado.Reconectando.class);
                assertThat(client.planilla().renglones()).hasSize(1);
                second.says(hello(10, "delta"), checks(10, 11, ticked(A, 11)));
                awaitPosicion(client, 11);
                awaitEstado(client, Estado.EnVivo.class);
            }
        }
    }

    @Test
    void aNodeThatIsNotThereIsPassedOver() throws Exception {
        URI dead = server.uri();
        server.close();
        try (RawServer other = new RawServer();
                CargueClient client = CargueClient.builder(List.of(dead, other.uri()))
                        .vendedor("ID1")
                        .build();
                Peer peer = other.upgrade()) {
            peer.says(hello(10, "snapshot"), snapshot(10));
            awaitPosicion(client, 10);
        }
    }

    @Test
    void aMessageInPiecesIsPutTogether() throws Exception {
        try (CargueClient client = builder().build();
                Peer peer = server.upgrade()) {
            peer.says(hello(10, "snapshot"));
            byte[] whole = snapshot(10, row("Queso ESP/PEQUEÑA 🌽", 8)).getBytes(UTF_8);
            int opcode = RawServer.TEXT;
            for (int from = 0; from < whole.length; from += 7) {
                int to = Math.min(from + 7, whole.length); // cuts letters in two
                peer.frame(opcode, to == whole.length, Arrays.copyOfRange(whole, from, to));
                opcode = RawServer.CONTINUATION;
            }
            awaitPosicion(client, 10);
            assertThat(client.planilla().renglon(Wire.FECHA, Dia.LUNES, "Queso ESP/PEQUEÑA 🌽"))
                    .isPresent();
        }
    }

    @Test
    void aMessageWithoutEndIsCutBeforeItTakesMemory() throws Exception {
        try (CargueClient client = builder().build();
                Peer peer = server.upgrade()) {
            peer.says(hello(10, "snapshot"), snapshot(10));
            awaitPosicion(client, 10);
            byte[] piece = new byte[64 * 1024];
            Arrays.fill(piece, (byte) ' ');
            peer.frame(RawServer.TEXT, false, piece);
            for (int sent = piece.length; sent < JdkTransport.MAX_MESSAGE; sent += piece.length) {
                peer.frame(RawServer.CONTINUATION, false, piece);
            }
            assertThat(client.planilla().estado())
                    .as("the limit itself is taken")
                    .isInstanceOf(Estado.EnVivo.class);
            peer.frame(RawServer.CONTINUATION, false, new byte[] {' '});
            assertThat(peer.isCut()).isTrue();
            awaitEstado(client, Estado.Reconectando.class);
            try (Peer next = server.upgrade()) {
                assertThat(next.request).contains("desde=" + EPOCA + ":10");
            }
        }
    }

    @Test
    void aBinaryMessageIsNoPartOfTheProtocol() throws Exception {
        try (CargueClient client = builder().build();
                Peer peer = server.upgrade()) {
            peer.says(hello(10, "snapshot"), snapshot(10));
            awaitPosicion(client, 10);
            peer.frame(RawServer.BINARY, true, new byte[] {1});
            assertThat(peer.isCut()).isTrue();
            awaitEstado(client, Estado.Reconectando.class);
        }
    }

    @Test
    void aServerThatKnowsOnlyThePlainStreamIsNotBelieved() throws Exception {
        try (CargueClient client = builder().build();
                Peer peer = server.accept()) {
            peer.upgrade("");
            assertThat(peer.isCut()).isTrue();
            await().atMost(LIMIT)
                    .until(() -> client.planilla().estado() instanceof Estado.Reconectando reconectando
                            && reconectando.motivo().equals("the server does not speak cargue.v1"));
            server.upgrade().close();
        }
    }

    @Test
    void aRefusedHandshakeEndsTheClientWithItsStatus() throws Exception {
        try (CargueClient client = builder().build();
                Peer peer = server.accept()) {
            peer.answer("403 Forbidden\r\nContent-Length: 0");
            awaitEstado(client, Estado.Terminado.class);
            assertThat(client.planilla().estado()).isEqualTo(new Estado.Terminado("403", "the server answered 403"));
        }
    }

    @Test
    void aBusyServerIsAskedAgainAfterTheTimeThatItNames() throws Exception {
        try (CargueClient client = builder().build()) {
            long refusedAt;
            try (Peer peer = server.accept()) {
                peer.answer("503 Service Unavailable\r\nRetry-After: 1\r\nContent-Length: 0");
                refusedAt = System.nanoTime();
            }
            try (Peer peer = server.upgrade()) {
                assertThat(Duration.ofNanos(System.nanoTime() - refusedAt)).isGreaterThan(Duration.ofMillis(990));
                peer.says(hello(10, "snapshot"), snapshot(10));
                awaitPosicion(client, 10);
            }
        }
    }

    @Test
    void aStreamThatNeverBeganIsExplainedByThePlanilla() throws Exception {
        try (CargueClient client = builder().token(() -> "a.b.c").build()) {
            server.upgrade().close();
            try (Peer probe = server.accept()) {
                assertThat(probe.request).startsWith("GET /api/planilla/ID1/ HTTP/1.1");
                assertThat(probe.header("Authorization")).isEqualTo("Bearer a.b.c");
                probe.answer("404 Not Found\r\nContent-Length: 0");
                awaitEstado(client, Estado.Terminado.class);
            }
        }
    }

    @Test
    void sendsTheTokenAndTakesTheServersChoiceOfTheFirstSubprotocol() throws Exception {
        try (CargueClient client = builder().token(() -> "a.b-_.c").build();
                Peer peer = server.upgrade()) {
            assertThat(peer.header("Sec-WebSocket-Protocol").replace(" ", "")).isEqualTo("cargue.v1,bearer.a.b-_.c");
            peer.says(hello(10, "snapshot"), snapshot(10));
            awaitPosicion(client, 10);
            client.renewToken();
            assertThat(peer.read().text()).isEqualTo("{\"type\":\"auth\",\"token\":\"a.b-_.c\"}");
        }
    }

    @Test
    void anAppliedAnswerShowsWhenTheCallReturns() throws Exception {
        try (CargueClient client = builder().build();
                Peer peer = server.upgrade()) {
            peer.says(hello(10, "snapshot"), snapshot(10, row(A, 8)));
            awaitPosicion(client, 10);
            Renglon shown = client.planilla().renglon(Wire.FECHA, Dia.LUNES, A).orElseThrow();
            client.apply(Respuesta.sobre(shown, EPOCA, 12, false, true, 100));
            assertThat(client.planilla()
                            .renglon(Wire.FECHA, Dia.LUNES, A)
                            .orElseThrow()
                            .d())
                    .isTrue();
        }
    }

    @Test
    void oneThreadCallsTheListenerWhichMayUseTheClient() throws Exception {
        Set<String> threads = ConcurrentHashMap.newKeySet();
        CompletableFuture<CargueClient> self = new CompletableFuture<>();
        CountDownLatch done = new CountDownLatch(1);
        PlanillaListener listener = new PlanillaListener() {
            @Override
            public void onReplaced(Planilla planilla) {
                threads.add(Thread.currentThread().getName());
                self.join().apply(Wire.respuesta(EPOCA, A, 12));
            }

            @Override
            public void onChanged(Planilla planilla, List<Renglon> renglones) {
                threads.add(Thread.currentThread().getName());
                self.join().close();
                done.countDown();
                throw new IllegalStateException("a fault of the program");
            }
        };
        try (CargueClient client = builder().listener(listener).build();
                Peer peer = server.upgrade()) {
            self.complete(client);
            peer.says(hello(10, "snapshot"), snapshot(10, row(A, 8)));
            assertThat(done.await(20, TimeUnit.SECONDS)).isTrue();
            assertThat(threads).containsExactly(SchedulerThread.NAME);
            assertThat(peer.read().opcode()).isEqualTo(RawServer.CLOSE);
        }
    }

    @Test
    void aSlowListenerHoldsUpTheSocketAndNotMemory() throws Exception {
        CountDownLatch release = new CountDownLatch(1);
        PlanillaListener slow = new PlanillaListener() {
            @Override
            public void onReplaced(Planilla planilla) {
                try {
                    assertThat(release.await(30, TimeUnit.SECONDS)).isTrue();
                } catch (InterruptedException e) {
                    throw new IllegalStateException(e);
                }
            }
        };
        try (CargueClient client = builder().listener(slow).build();
                Peer peer = server.upgrade()) {
            peer.says(hello(10, "snapshot"), snapshot(10, row(A, 8)));
            CountDownLatch sent = new CountDownLatch(1);
            int messages = 1_000;
            String filling = " ".repeat(60_000);
            Thread sender = new Thread(() -> {
                try {
                    for (int i = 0; i < messages; i++) {
                        peer.says(checks(10 + i, 11 + i) + filling);
                    }
                    sent.countDown();
                } catch (IOException e) {
                    throw new IllegalStateException(e);
                }
            });
            sender.start();
            assertThat(sent.await(2, TimeUnit.SECONDS))
                    .as("60 MB wait in the server's socket")
                    .isFalse();
            release.countDown();
            awaitPosicion(client, 10 + messages);
            assertThat(sent.await(20, TimeUnit.SECONDS)).isTrue();
        }
    }

    @Test
    void followsManyOnOneSocket() throws Exception {
        try (CargueClient client = CargueClient.builder(server.uri())
                        .vendedores(List.of("ID1"))
                        .listener(recorder)
                        .build();
                Peer peer = server.upgrade()) {
            assertThat(peer.request).startsWith("GET /ws/cargue/ HTTP/1.1");
            assertThat(peer.read().text()).isEqualTo("{\"type\":\"subscribe\",\"vendedor_id\":\"ID1\"}");
            client.subscribe("ID2", Wire.FECHA, null);
            client.subscribe("ID2", Wire.FECHA, null);
            client.unsubscribe("ID1");
            client.unsubscribe("ID1");
            assertThat(peer.read().text())
                    .isEqualTo("{\"type\":\"subscribe\",\"vendedor_id\":\"ID2\",\"fecha\":\"2026-01-05\"}");
            assertThat(peer.read().text()).isEqualTo("{\"type\":\"unsubscribe\",\"vendedor_id\":\"ID1\"}");
            peer.says(hello("ID2", EPOCA, 4, "snapshot"), snapshot("ID2", 4, row(A, 3)));
            await().atMost(LIMIT)
                    .until(() -> client.planilla("ID2").orElseThrow().recibida());
            assertThat(client.planillas()).extracting(Planilla::vendedorId).containsExactly("ID2");
        }
    }

    @Test
    void refusesWhatCannotBeFollowed() {
        CargueClient.Builder builder = CargueClient.builder(server.uri());
        assertThatIllegalStateException().isThrownBy(builder::build);
        assertThatIllegalArgumentException().isThrownBy(() -> builder.vendedor("ID 1"));
        assertThatIllegalArgumentException().isThrownBy(() -> builder.vendedores(List.of("a", "b/c")));
        List<String> tooMany = IntStream.rangeClosed(0, CargueClient.MAX_VENDEDORES)
                .mapToObj(i -> "T" + i)
                .toList();
        assertThatIllegalArgumentException().isThrownBy(() -> builder.vendedores(tooMany));
        assertThatIllegalArgumentException().isThrownBy(() -> CargueClient.builder(List.of()));
        for (String address : List.of("ftp://uno", "uno:8082", "http:///x", "http://uno?x=1")) {
            assertThatIllegalArgumentException().isThrownBy(() -> CargueClient.builder(URI.create(address)));
        }
    }

    @Test
    void aClientForOneIsNotOneForManyNorTheOtherWayRound() {
        try (CargueClient one = builder().build();
                CargueClient many = CargueClient.builder(server.uri())
                        .vendedores(IntStream.range(0, CargueClient.MAX_VENDEDORES)
                                .mapToObj(i -> "T" + i)
                                .toList())
                        .build()) {
            assertThatIllegalStateException().isThrownBy(() -> one.subscribe("ID2"));
            assertThatIllegalStateException().isThrownBy(() -> one.unsubscribe("ID1"));
            assertThatIllegalStateException().isThrownBy(many::planilla);
            assertThatIllegalStateException().isThrownBy(() -> many.subscribe("ID1"));
            assertThatIllegalArgumentException().isThrownBy(() -> many.subscribe("ID 1"));
            assertThat(many.planilla("ID1")).isEmpty();
        }
    }
}
