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
import cargue.contract.Posicion;
import cargue.contract.Temas;
import cargue.push.viewer.Cierre;
import cargue.push.viewer.FakeSocket;
import cargue.push.viewer.Filtro;
import cargue.push.viewer.Peticion;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.UUID;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code cargue.v1} on the state alone: sockets that stall and wake when the test says so, time that it moves. */
class V1ProtocolTests {

    private static final Filtro FULL = new Filtro(null, null, HOY);
    private static final String LONG = "Ñ".repeat(250);
    private static final long PATIENCE = Duration.ofSeconds(7).toNanos();

    private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
    private final Escenario escenario = new Escenario(registry);
    private final StreamState state = escenario.state();
    private long offset;

    @Test
    void thoseWhoFollowTheSameSheetsShareEachMessage() {
        FakeSocket one = follow(FULL, null);
        FakeSocket two = follow(FULL, null);
        apply(check(1, "A"));
        apply(check(2, "A"));

        assertThat(one.textos()).hasSize(5);
        assertThat(one.textos().get(3)).as("snapshot").isSameAs(two.textos().get(3));
        assertThat(one.textos().get(4)).as("checks").isSameAs(two.textos().get(4));
        assertThat(one.sent().get(4)).startsWith("{\"type\":\"checks\",\"de\":1,\"a\":2,");
    }

    @Test
    void aBatchOfChangesIsOneMessageWithTheLatestStateOfEachRow() {
        apply(check(1, "A"));
        FakeSocket socket = follow(FULL, null).clear();
        record(check(2, "A"));
        record(check(3, "B"));
        record(check(4, "A"));
        state.flush();

        assertThat(socket.sent()).hasSize(1);
        assertThat(socket.sent().get(0)).startsWith("{\"type\":\"checks\",\"de\":1,\"a\":4,");
        assertThat(rowSeqs(socket.sent().get(0))).containsExactly(3L, 4L);
        assertThat(registry.counter("cargue.push.changes.conflated").count()).isEqualTo(1);
    }

    @Test
    void oneThatWakesGetsOneMessageFromItsOwnPositionAndThenSharesAgain() {
        apply(check(1, "A"));
        FakeSocket quick = follow(FULL, null);
        FakeSocket slow = follow(FULL, null);
        slow.stall();
        for (long seq = 2; seq <= 20; seq++) {
            apply(check(seq, "P" + seq % 3));
        }
        slow.clear().wake();

        assertThat(slow.sent()).hasSize(1);
        assertThat(slow.sent().get(0)).startsWith("{\"type\":\"checks\",\"de\":2,\"a\":20,");
        apply(check(21, "A"));
        assertThat(slow.textos().get(1)).isSameAs(last(quick));
    }

    @Test
    void oneFurtherBehindThanTheRingConvergesFromTheRows() {
        apply(check(1, "A"));
        FakeSocket slow = follow(FULL, null);
        slow.stall();
        for (long seq = 2; seq <= 10 * Escenario.RING; seq++) {
            apply(check(seq, "P" + seq % 3));
        }
        slow.clear().wake();

        assertThat(slow.sent()).hasSize(1);
        assertThat(slow.sent().get(0)).startsWith("{\"type\":\"checks\",\"de\":2,\"a\":640,");
        assertThat(rowSeqs(slow.sent().get(0))).containsExactly(638L, 639L, 640L);
    }

    @Test
    void moreThanOneMessageTakesOutOfTheRingIsCutBetweenTwoEvents() {
        apply(check(1, "A"));
        ModelClient client = new ModelClient();
        FakeSocket slow = follow(FULL, null);
        slow.stall();
        // 60 rows of more than 1000 bytes, all in the ring
        for (long seq = 2; seq <= 61; seq++) {
            apply(check(seq, "P" + seq + LONG.repeat(4)));
        }
        slow.wake();

        client.read(slow);
        assertThat(slow.sent()).hasSizeGreaterThan(4);
        assertThat(slow.sent()).filteredOn(text -> text.contains("\"hello\"")).hasSize(1);
        assertThat(client.rows()).hasSize(61);
        assertThat(client.posicion()).isEqualTo(61);
    }

    @Test
    void moreThanOneMessageTakesFurtherBackThanTheRingIsANewSnapshotInParts() {
        apply(check(1, "A"));
        ModelClient client = new ModelClient();
        FakeSocket slow = follow(FULL, null);
        slow.stall();
        for (long seq = 2; seq <= 200; seq++) {
            apply(check(seq, "P" + seq + LONG));
        }
        slow.wake();

        client.read(slow);
        assertThat(slow.sent()).filteredOn(text -> text.contains("\"hello\"")).hasSize(2);
        assertThat(client.rows()).hasSize(200);
    }

    @Test
    void aResumeFromBehindTheOthersGetsItsOwnChangesEvenIfNoneIsOfItsSheets() {
        apply(check(1, "A"));
        FakeSocket there = follow(new Filtro(HOY, null, HOY), null);
        apply(check(EPOCA, 2, HOY.plusDays(1), "A"));
        escenario.pass(Duration.ofSeconds(8));
        sweep();
        escenario.pass(Duration.ofSeconds(8));
        sweep();
        assertThat(last(there).toString()).isEqualTo("{\"type\":\"checks\",\"de\":1,\"a\":2,\"checks\":[]}");

        FakeSocket resumed = follow(new Filtro(HOY, null, HOY), new Posicion(EPOCA, 1));
        assertThat(resumed.sent()).hasSize(2);
        assertThat(resumed.sent().get(1)).isEqualTo("{\"type\":\"checks\",\"de\":1,\"a\":2,\"checks\":[]}");
    }

    @Test
    void aNewEpocaWaitsForTheEndOfASnapshotThatIsBeingSent() {
        for (long seq = 1; seq <= 60; seq++) {
            apply(check(seq, "P" + seq + LONG.repeat(4)));
        }
        ModelClient client = new ModelClient();
        FakeSocket slow = new FakeSocket();
        slow.stall();
        follow(FULL, null, slow);
        slow.acceptOne();
        apply(epoca(LATER, 2));
        apply(check(LATER, 2, HOY, "B"));
        slow.wake();

        client.read(slow);
        assertThat(client.position()).isEqualTo(LATER + ":2");
        assertThat(client.rows()).containsOnlyKeys(HOY + "/B");
    }

    @Test
    void isToldWithinALatidoThatItIsAlive() {
        apply(check(1, "A"));
        FakeSocket socket = new FakeSocket();
        Conexion conexion = follow(FULL, null, socket);
        socket.clear();
        for (int second = 1; second <= 13; second++) {
            escenario.pass(Duration.ofSeconds(1));
            conexion.tend(Atraso.Kind.UNKNOWN);
        }
        assertThat(socket.sent()).isEmpty();
        escenario.pass(Duration.ofSeconds(1));
        conexion.tend(Atraso.Kind.UNKNOWN);

        assertThat(socket.sent()).containsExactly("{\"type\":\"latido\",\"seq\":1,\"atraso_s\":null}");
    }

    @Test
    void isToldAtOnceWhenTheAtrasoTurnsWhateverElseIsSent() {
        apply(check(1, "A"));
        FakeSocket socket = new FakeSocket();
        Conexion conexion = follow(FULL, null, socket);
        socket.clear();
        apply(check(2, "A"));
        conexion.tend(Atraso.Kind.LIVE);
        assertThat(socket.sent()).hasSize(2);
        assertThat(socket.sent().get(1)).startsWith("{\"type\":\"latido\",\"seq\":2,");
    }

    @Test
    void aFarewellNamesAMomentToComeBack() {
        FakeSocket socket = new FakeSocket();
        Conexion conexion = follow(FULL, null, socket);
        conexion.dismiss(Cierre.REINICIO);

        assertThat(last(socket).toString())
                .matches("\\{\"type\":\"adios\",\"motivo\":\"reinicio\",\"reconectar_en_ms\":\\d+}");
        assertThat(socket.closed()).isEqualTo(Cierre.REINICIO);
    }

    /** Writers, joins, stalls, drops, resumes, epocas at random: every client always has what the table says. */
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12})
    void everyClientConvergesWhateverHappens(long seed) {
        Random random = new Random(seed);
        World world = new World(random);
        for (int i = 0; i < 3000; i++) {
            world.step();
        }
        world.settle();
    }

    private final class World {

        private final Random random;
        private final List<Watcher> watchers = new ArrayList<>();
        private final Map<String, Long> table = new TreeMap<>();
        private UUID current = EPOCA;
        private long seq;
        private int epocas;

        World(Random random) {
            this.random = random;
        }

        void step() {
            switch (random.nextInt(12)) {
                case 0 -> watchers.add(new Watcher(filtro()));
                case 1 -> any().ifPresent(Watcher::drop);
                case 2, 3 -> any().ifPresent(Watcher::stall);
                case 4, 5 -> any().ifPresent(Watcher::wake);
                case 6 -> {
                    escenario.pass(Duration.ofSeconds(random.nextInt(5)));
                    sweep();
                    Atraso.Kind kind = random.nextBoolean() ? Atraso.Kind.LIVE : Atraso.Kind.UNKNOWN;
                    watchers.forEach(watcher -> watcher.conexion.tend(kind));
                }
                case 7 -> {
                    if (random.nextInt(100) == 0) {
                        newEpoca();
                    }
                }
                default -> changes();
            }
            watchers.forEach(Watcher::look);
            if (watchers.size() > 12) {
                watchers.remove(0).drop();
            }
        }

        private java.util.Optional<Watcher> any() {
            return watchers.isEmpty()
                    ? java.util.Optional.empty()
                    : java.util.Optional.of(watchers.get(random.nextInt(watchers.size())));
        }

        private Filtro filtro() {
            return random.nextBoolean() ? FULL : new Filtro(HOY.plusDays(random.nextInt(2)), null, HOY);
        }

        private void changes() {
            for (int i = random.nextInt(random.nextInt(20) == 0 ? 200 : 5); i >= 0; i--) {
                LocalDate fecha = HOY.plusDays(random.nextInt(3) - 1);
                String producto = "P" + random.nextInt(90) + (random.nextInt(3) == 0 ? LONG : "");
                seq++;
                record(check(current, seq, fecha, producto));
                table.put(fecha + "/" + producto, seq);
            }
            state.flush();
        }

        private void newEpoca() {
            epocas++;
            current = new UUID(LATER.getMostSignificantBits() + epocas, LATER.getLeastSignificantBits());
            List<String> keys = new ArrayList<>(table.keySet());
            record(epoca(current, keys.size() + 1));
            table.clear();
            seq = 1;
            for (String key : keys) {
                seq++;
                record(check(current, seq, LocalDate.parse(key.substring(0, 10)), key.substring(11)));
                table.put(key, seq);
                state.flush();
            }
        }

        void settle() {
            watchers.forEach(Watcher::wake);
            for (int i = 0; i < 40; i++) {
                escenario.pass(Duration.ofSeconds(1));
                sweep();
            }
            for (Watcher watcher : watchers) {
                watcher.look();
                assertThat(new TreeMap<>(watcher.client.rows())).isEqualTo(watcher.expected(table));
                assertThat(watcher.client.position()).isEqualTo(seq == 0 ? null : current + ":" + seq);
            }
        }

        private final class Watcher {
            private final ModelClient client = new ModelClient();
            private final Filtro filtro;
            private FakeSocket socket;
            private Conexion conexion;

            Watcher(Filtro filtro) {
                this.filtro = filtro;
                socket = new FakeSocket();
                conexion = follow(filtro, null, socket);
            }

            void look() {
                client.read(socket);
            }

            void stall() {
                socket.stall();
            }

            void wake() {
                socket.wake();
            }

            /** Loses the connection, and what was under way, and comes back with what it has. */
            void drop() {
                look();
                conexion.onClosed();
                conexion.suscripciones().forEach(state::release);
                String position = client.position();
                client.reconnected();
                socket = new FakeSocket();
                conexion = follow(
                        filtro,
                        position == null ? null : Posicion.parse(position).orElseThrow(),
                        socket);
            }

            Map<String, Long> expected(Map<String, Long> all) {
                Map<String, Long> mine = new TreeMap<>();
                all.forEach((key, value) -> {
                    if (filtro.sigue(LocalDate.parse(key.substring(0, 10)), cargue.contract.Dia.LUNES)) {
                        mine.put(key, value);
                    }
                });
                return mine;
            }
        }
    }

    private void sweep() {
        state.sweep(escenario.rules().now(), PATIENCE);
    }

    private FakeSocket follow(Filtro filtro, @Nullable Posicion desde) {
        FakeSocket socket = new FakeSocket();
        follow(filtro, desde, socket);
        return socket;
    }

    private Conexion follow(Filtro filtro, @Nullable Posicion desde, FakeSocket socket) {
        Conexion conexion = escenario.conexion(Formato.V1_ONE, socket);
        state.follow(conexion, new Peticion("ID1", filtro, desde));
        return conexion;
    }

    private void apply(Evento evento) {
        record(evento);
        state.flush();
    }

    private void record(Evento evento) {
        byte[] value = EventoJson.write(evento);
        assertThat(state.apply(new ConsumerRecord<>(Temas.CHECKS, 0, offset++, "ID1".getBytes(UTF_8), value), true))
                .isEmpty();
    }

    private static cargue.push.wire.Texto last(FakeSocket socket) {
        return socket.textos().get(socket.textos().size() - 1);
    }

    private static List<Long> rowSeqs(String text) {
        List<Long> seqs = new ArrayList<>();
        tools.jackson.databind.json.JsonMapper.shared()
                .readTree(text)
                .get("checks")
                .forEach(row -> seqs.add(row.get("seq").longValue()));
        return seqs;
    }
}
