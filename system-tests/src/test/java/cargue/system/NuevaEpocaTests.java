package cargue.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

import cargue.contract.Causa;
import cargue.contract.CheckEvento;
import cargue.contract.EpocaEvento;
import cargue.contract.Evento;
import cargue.contract.Posicion;
import cargue.contract.Rol;
import cargue.local.process.Ports;
import cargue.local.process.StackException;
import cargue.local.service.NuevaEpoca;
import java.nio.file.Files;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The numberings begin anew after the database was restored to an older state: on a stack of its own. */
class NuevaEpocaTests {

    private static final int RESTART = 1012;
    private static final int MANY = 2_500;

    private static Stack stack;

    @BeforeAll
    static void start() throws Exception {
        stack = Stack.own();
    }

    @AfterAll
    static void stop() {
        stack.close();
    }

    private static NuevaEpoca nuevaEpoca() throws Exception {
        stack.ingest().stop();
        NuevaEpoca done = stack.nuevaEpoca();
        assertThat(done.vendedores()).isGreaterThanOrEqualTo(6);
        return done;
    }

    @Test
    void restatesTheRowsOfTheLastSevenDaysAndLaterAndSendsTheViewersThere() throws Exception {
        Twelve twelve = Twelve.in(stack);
        String id = twelve.vendedorId();
        Sheet today = twelve.sheet();
        twelve.days(2);
        Twelve week = twelve.days(-7);
        String producto = Sheet.productos(1).get(0);
        today.check("d", producto, true);
        today.check("v", producto, true);
        Sheet old = new Sheet(today.api(), id, today.dia(), today.fecha().minusDays(8));
        makeOlder(week.sheet(), old);
        Map<String, Table.Row> before = stack.table().rows(id);
        Posicion last = stack.table().posicion(id);
        assertThat(last.seq()).isEqualTo(3 * 12 + 2);
        // Else the first hello is an empty stream's, and its first event brings one more.
        twelve.awaitOn(stack.push());
        try (V1Viewer v1 = V1Viewer.of(id, Filter.NONE).connect(stack.push().url());
                V1Viewer empty =
                        V1Viewer.of("ID6", Filter.NONE).connect(stack.push().url());
                PlainViewer plain =
                        new PlainViewer(id, Filter.NONE).connect(stack.push().url())) {
            v1.awaitSeq(last.seq());
            empty.awaitMessage("snapshot");

            NuevaEpoca done = nuevaEpoca();

            assertThat(done.renglones()).isGreaterThanOrEqualTo(36);
            Posicion next = stack.table().posicion(id);
            assertThat(Posicion.compareEpocas(next.epoca(), last.epoca())).isPositive();
            assertThat(next.seq()).isEqualTo(1 + 36);
            assertRowsAreTheSame(before, stack.table().rows(id), old, next);
            Stack.restart(stack.ingest());
            awaitAt(v1, next);
            assertThat(v1.assertSound().stream().hellos()).isEqualTo(2);
            assertThat(v1.states())
                    .hasSize(24)
                    .isEqualTo(Filter.NONE.of(stack.table().rows(id), today.fecha()));
            assertThat(plain.closeCode()).isEqualTo(RESTART);
            plain.assertSound();
            awaitAt(empty, stack.table().posicion("ID6"));
            assertThat(empty.assertSound().stream().shown().p()).isEqualTo(1);
            assertTopicBeginsAnew(id, last, next);
            assertTopicBeginsAnew("ID6", null, stack.table().posicion("ID6"));

            assertGoesOn(today, old, last, next, producto);
            awaitAt(v1, new Posicion(next.epoca(), next.seq() + 2));
            v1.assertSound();
        }
    }

    /** A row of eight days ago, with the seq of the one of a week ago that it was: no call can make it. */
    private static void makeOlder(Sheet week, Sheet old) {
        stack.table()
                .update(
                        "INSERT INTO renglon SELECT vendedor_id, DATE '" + old.fecha() + "', dia, producto_clave,"
                                + " producto, cantidad, adicional, dctos, devoluciones, vencidas, v, d, epoca, seq,"
                                + " actualizado_en FROM renglon WHERE vendedor_id = ? AND fecha = DATE '" + week.fecha()
                                + "' ORDER BY seq LIMIT 1",
                        old.vendedorId());
    }

    /** All but their places; the older ones wholly. */
    private static void assertRowsAreTheSame(
            Map<String, Table.Row> before, Map<String, Table.Row> after, Sheet old, Posicion next) {
        assertThat(after.keySet()).isEqualTo(before.keySet());
        after.forEach((key, row) -> {
            Table.Row was = before.get(key);
            if (key.startsWith(old.fecha().toString())) {
                assertThat(row).isEqualTo(was);
            } else {
                assertThat(row.epoca()).isEqualTo(next.epoca().toString());
                assertThat(row.seq()).isBetween(2L, next.seq());
                assertThat(row)
                        .usingRecursiveComparison()
                        .ignoringFields("epoca", "seq")
                        .isEqualTo(was);
            }
        });
        assertThat(after.values().stream().map(Table.Row::seq).distinct()).hasSizeGreaterThanOrEqualTo(36);
    }

    private static void awaitAt(V1Viewer viewer, Posicion posicion) {
        await().atMost(V1Viewer.LIMIT)
                .untilAsserted(() -> assertThat(viewer.stream().shown().posicion())
                        .as(viewer.toString())
                        .isEqualTo(posicion));
    }

    /** Contract 3, by the letter. */
    private static void assertTopicBeginsAnew(String id, @Nullable Posicion last, Posicion next) {
        List<Topic.Message> all = stack.topic().read(id);
        if (last != null) {
            assertThat(of(all, last.epoca()).get((int) last.seq() - 1).evento().posicion())
                    .isEqualTo(last);
        }
        List<Topic.Message> anew = of(all, next.epoca());
        assertThat(anew).hasSize((int) next.seq()).isEqualTo(all.subList(all.size() - anew.size(), all.size()));
        Topic.Message first = anew.get(0);
        EpocaEvento begin = (EpocaEvento) first.evento();
        assertThat(first.value())
                .isEqualTo("{\"schema\":1,\"id\":\"" + begin.id() + "\",\"type\":\"epoca\",\"vendedor_id\":\"" + id
                        + "\",\"epoca\":\"" + next.epoca() + "\",\"seq\":1,\"hasta\":" + next.seq()
                        + ",\"causa\":\"restauracion\",\"actor\":\"sistema\",\"rol\":\"admin\","
                        + "\"origen\":\"nueva-epoca\",\"ocurrido_en\":\""
                        + first.headers().get("ce_time") + "\"}");
        assertThat(first.headers())
                .containsEntry("ce_type", "cargue.epoca.v1")
                .containsEntry("ce_source", "/cargue/vendedores/" + id)
                .containsEntry("ce_id", begin.id().toString())
                .containsKey("traceparent")
                .doesNotContainKey("ce_subject");
        assertThat(next.epoca().version()).isEqualTo(7);
        for (int i = 1; i < anew.size(); i++) {
            CheckEvento check = anew.get(i).check();
            assertThat(check.seq()).isEqualTo(i + 1L);
            assertThat(check.causa()).isEqualTo(Causa.RESTAURACION);
            assertThat(check.rol()).isEqualTo(Rol.ADMIN);
            assertThat(List.of(check.actor(), check.origen())).containsExactly("sistema", "nueva-epoca");
            assertThat(anew.get(i).headers()).containsEntry("ce_subject", check.fecha() + "/" + check.dia());
        }
        for (int i = 1; i < all.size(); i++) {
            assertThat(all.get(i).evento().ocurridoEn())
                    .isAfter(all.get(i - 1).evento().ocurridoEn());
        }
    }

    /** The first occurrences of an epoca's events. */
    private static List<Topic.Message> of(List<Topic.Message> all, UUID epoca) {
        return all.stream()
                .filter(message -> message.evento().epoca().equals(epoca))
                .distinct()
                .toList();
    }

    /** The next seq is the one after, for a row that was restated and for one that was not. */
    private static void assertGoesOn(Sheet today, Sheet old, Posicion last, Posicion next, String producto) {
        Api.Answer late = today.api()
                .post(
                        Sheet.path("d"),
                        today.body(
                                producto,
                                "d",
                                false,
                                "seq_visto",
                                last.seq(),
                                "epoca",
                                last.epoca().toString()));
        assertThat(late.status()).isEqualTo(409);
        assertThat(late.json().get("error").stringValue()).isEqualTo("CAMBIO_CONCURRENTE");
        Api.Answer check = today.check("d", producto, false);
        assertThat(check.seq()).isEqualTo(next.seq() + 1);
        assertThat(check.json().get("epoca").stringValue())
                .isEqualTo(next.epoca().toString());

        String older = old.rows().keySet().iterator().next();
        long seen = old.rows().get(older).seq();
        Api.Answer ofOld = old.api()
                .post(
                        Sheet.path("d"),
                        old.body(
                                older,
                                "d",
                                true,
                                "seq_visto",
                                seen,
                                "epoca",
                                last.epoca().toString()));
        assertThat(ofOld.status()).as(ofOld.text()).isEqualTo(200);
        assertThat(ofOld.seq()).isEqualTo(next.seq() + 2);
    }

    @Test
    void aVendedorWithMoreRowsThanFitInABatchIsRestatedWhole() throws Exception {
        Sheet sheet = Sheet.today(stack.api(), stack.newVendedor());
        stack.table()
                .update(
                        "INSERT INTO renglon SELECT vendedor_id, DATE '" + sheet.fecha()
                                + "' + n % 5, 'LUNES', 'P ' || n,"
                                + " 'P ' || n, n, 0, 0, 0, 0, false, true, epoca, " + MANY + " + 1 - n, now()"
                                + " FROM vendedor_stream, generate_series(1, " + MANY + ") n WHERE vendedor_id = ?",
                        sheet.vendedorId());
        nuevaEpoca();
        Stack.restart(stack.ingest());
        List<Topic.Message> messages = TopicTests.awaitMessages(stack, sheet.vendedorId(), MANY + 1);
        assertThat(((EpocaEvento) messages.get(0).evento()).hasta()).isEqualTo(MANY + 1);
        List<CheckEvento> checks =
                messages.stream().distinct().skip(1).map(Topic.Message::check).toList();
        assertThat(checks)
                .extracting(CheckEvento::producto)
                .startsWith("P " + MANY)
                .endsWith("P 1");
        assertThat(Events.replay(checks)).isEqualTo(stack.table().rows(sheet.vendedorId()));
        try (V1Viewer viewer = V1Viewer.of(sheet.vendedorId(), Filter.NONE)
                .connect(stack.push().url())) {
            viewer.awaitSeq(MANY + 1);
            assertThat(viewer.assertSound().states()).hasSize(MANY);
        }
    }

    @Test
    void isRefusedWhileAnIngestServiceIsConnected() throws Exception {
        Posicion before = stack.table().posicion("ID1");
        assertThatExceptionOfType(StackException.class)
                .isThrownBy(() -> stack.nuevaEpoca())
                .withMessageContaining("ingest-service is connected to the database")
                .withMessageContaining("stop every instance")
                .matches(e -> !e.getMessage().contains("\n"));
        assertThat(stack.table().posicion("ID1")).isEqualTo(before);
    }

    /** Held at Flyway's first question, a service has none of its other connections yet. */
    @Test
    void isRefusedWhileAnIngestServiceMigrates() throws Exception {
        stack.ingest().stop();
        try (Connection holder = stack.table().connect()) {
            holder.setAutoCommit(false);
            execute(holder, "LOCK TABLE flyway_schema_history IN ACCESS EXCLUSIVE MODE");
            stack.ingest().start();
            await().atMost(Stack.START_LIMIT).until(() -> isWaitingForALock("cargue-flyway"));
            assertThatExceptionOfType(StackException.class)
                    .isThrownBy(() -> stack.nuevaEpoca())
                    .withMessageContaining("ingest-service is connected to the database");
        }
        stack.ingest().awaitReady(Stack.START_LIMIT);
    }

    /**
     * It was looked for before the first vendedor alone. A supervisor that started one later let it give out used seqs
     * to the vendedores whose turn was still to come, and the exit code was 0.
     */
    @Test
    void tellsThatAnIngestServiceBeganToWorkMeanwhile() throws Exception {
        stack.ingest().stop();
        Posicion before = stack.table().posicion("ID6");
        try (Connection holder = stack.table().connect();
                Connection service = stack.table().connect()) {
            holder.setAutoCommit(false);
            execute(holder, "SELECT FROM vendedor_stream WHERE vendedor_id = 'ID1' FOR UPDATE");
            FutureTask<NuevaEpoca> run = new FutureTask<>(() -> stack.nuevaEpoca());
            new Thread(run, "nueva-epoca").start();
            await().atMost(Stack.START_LIMIT).until(() -> run.isDone() || isWaitingForALock("cargue-nueva-epoca"));
            execute(service, "SET application_name = 'cargue-ingest'");
            holder.rollback();
            assertThatExceptionOfType(ExecutionException.class)
                    .isThrownBy(run::get)
                    .withCauseInstanceOf(StackException.class)
                    .withMessageEndingWith("meanwhile: stop it and run nueva-epoca again");
        }
        assertThat(stack.table().posicion("ID6").epoca()).isNotEqualTo(before.epoca());
        nuevaEpoca();
        Stack.restart(stack.ingest());
    }

    private static void execute(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private static boolean isWaitingForALock(String name) throws SQLException {
        try (Connection connection = stack.table().connect();
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("SELECT FROM pg_stat_activity WHERE wait_event_type = 'Lock'"
                        + " AND application_name = '" + name + "'")) {
            return row.next();
        }
    }

    @Test
    void tellsInOneLineWhatIsWrongWithTheDatabase() {
        String nowhere = "jdbc:postgresql://127.0.0.1:" + Ports.free() + "/cargue";
        assertThatExceptionOfType(StackException.class)
                .isThrownBy(() -> stack.nuevaEpoca(nowhere + "?loginTimeout=7"))
                .withMessageStartingWith("PostgreSQL at " + nowhere + ": ")
                .withMessageContaining("refused")
                .withMessageContaining("run this again");
    }

    /** Twice, since the first might have been killed half way. */
    @Test
    void whatIsPendingOfTheOldEpocaIsSentFirst() throws Exception {
        Twelve twelve = Twelve.in(stack);
        String id = twelve.vendedorId();
        try (V1Viewer viewer = V1Viewer.of(id, Filter.NONE).connect(stack.push().url())) {
            viewer.awaitSeq(12);
            stack.infra().stopKafka();
            try {
                twelve.change(3);
                stack.ingest().kill();
                stack.nuevaEpoca();
                stack.nuevaEpoca();
            } finally {
                stack.infra().startKafka();
            }
            Stack.restart(stack.ingest());
            awaitAt(viewer, stack.table().posicion(id));
            viewer.assertSound();
            assertThat(viewer.states()).isEqualTo(stack.table().rows(id));
        }
        List<Evento> events = stack.topic().read(id).stream()
                .distinct()
                .map(Topic.Message::evento)
                .toList();
        assertThat(events).extracting(Evento::posicion).isSorted();
        Map<UUID, List<Long>> seqs = events.stream()
                .collect(Collectors.groupingBy(Evento::epoca, Collectors.mapping(Evento::seq, Collectors.toList())));
        assertThat(seqs).hasSize(3);
        assertThat(seqs.get(events.get(0).epoca())).hasSize(15).endsWith(15L);
        assertThat(seqs.get(events.get(events.size() - 1).epoca())).hasSize(13).endsWith(13L);
        assertThat(events).hasSize(15 + 13 + 13);
    }

    /**
     * The steps of docs/operations.md for a vendedor whose event log has a hole. Nothing of it was published any more, and
     * the runbook put back a copy of the whole database, which lost what everybody else had checked since.
     */
    @ParameterizedTest
    @ValueSource(ints = {14, 15}) // one between others, and the last
    void mendsAHoleInOneVendedorsLogWithoutLosingACheck(int missing) throws Exception {
        Twelve twelve = Twelve.in(stack);
        Twelve other = Twelve.in(stack);
        String id = twelve.vendedorId();
        try (V1Viewer v1 = V1Viewer.of(id, Filter.NONE).connect(stack.push().url());
                PlainViewer plain =
                        new PlainViewer(id, Filter.NONE).connect(stack.push().url());
                V1Viewer ofOther = other.viewer().connect(stack.push().url())) {
            v1.awaitSeq(12);
            ofOther.awaitSeq(12);
            stack.infra().stopKafka();
            try {
                twelve.change(3);
                other.change(3);
                stack.ingest().kill(); // its relay holds what it has read
                stack.table().update("DELETE FROM check_event WHERE vendedor_id = ? AND seq = " + missing, id);
            } finally {
                stack.infra().startKafka();
            }
            Stack.restart(stack.ingest());
            ofOther.awaitSeq(15);
            await().atMost(V1Viewer.LIMIT)
                    .until(() -> Files.readString(stack.ingest().log())
                            .contains("ALARM the event log of " + id + " is not whole after "));
            assertThat(v1.stream().shown().p()).isEqualTo(12);
            Map<String, Table.Row> before = stack.table().rows(id);

            stack.ingest().stop();
            skipTheHole(id);
            nuevaEpoca();
            Stack.restart(stack.ingest());

            Posicion next = stack.table().posicion(id);
            awaitAt(v1, next);
            assertThat(v1.assertSound().states()).isEqualTo(stack.table().rows(id));
            assertThat(plain.closeCode()).isEqualTo(RESTART);
            assertThat(stack.table().rows(id))
                    .usingRecursiveComparison()
                    .ignoringFieldsMatchingRegexes(".*\\.(epoca|seq)")
                    .isEqualTo(before);
            List<Topic.Message> all = stack.topic().read(id);
            assertThat(of(all, all.get(0).evento().epoca())).hasSize(12);
            assertThat(of(all, next.epoca())).hasSize(1 + 12);
            awaitAt(ofOther, stack.table().posicion(other.vendedorId()));
            assertThat(ofOther.assertSound().states()).isEqualTo(other.table());

            twelve.change(1);
            awaitAt(v1, new Posicion(next.epoca(), next.seq() + 1));
            v1.assertSound();
        }
    }

    private static void skipTheHole(String id) throws Exception {
        String update = new Manual().sql("Alerts", "UPDATE outbox_cursor").get(0);
        assertThat(update).contains("= 'X'");
        stack.table().update(update.replace("'X'", "?"), id);
    }

    /** Push takes the seqs that are used again for repeats, shows nothing of them, and says so. */
    @Test
    void mendsARestoreAfterWhichItWasForgotten() throws Exception {
        Twelve twelve = Twelve.in(stack);
        String id = twelve.vendedorId();
        twelve.change(6);
        try (V1Viewer viewer = V1Viewer.of(id, Filter.NONE).connect(stack.push().url())) {
            viewer.awaitSeq(18);
            await().until(() -> stack.table().publishedSeq(id) == 18);
            stack.ingest().stop();
            restoreToTheFirst(id, 12);
            Stack.restart(stack.ingest());
            String other = Sheet.productos(12).get(11);
            assertThat(twelve.sheet().check("d", other, true).seq()).isEqualTo(13);
            await().atMost(V1Viewer.LIMIT)
                    .until(() -> Files.readString(stack.push().log())
                            .contains("ALARM vendedor " + id + ": another event has the identity "));
            assertThat(viewer.stream().shown().p()).isEqualTo(18);

            nuevaEpoca();
            Stack.restart(stack.ingest());

            awaitAt(viewer, stack.table().posicion(id));
            assertThat(viewer.assertSound().states()).isEqualTo(stack.table().rows(id));
        }
    }

    /** As if a copy had been put back that was made when the sheet had just been filled. */
    private static void restoreToTheFirst(String id, int events) {
        Table table = stack.table();
        table.update("DELETE FROM check_event WHERE vendedor_id = ? AND seq > " + events, id);
        table.update("UPDATE outbox_cursor SET published_seq = " + events + " WHERE vendedor_id = ?", id);
        table.update("UPDATE vendedor_stream SET last_seq = " + events + " WHERE vendedor_id = ?", id);
        table.update(
                "UPDATE renglon r SET adicional = 0, seq = e.seq FROM check_event e WHERE r.vendedor_id = ?"
                        + " AND e.vendedor_id = r.vendedor_id"
                        + " AND convert_from(e.payload, 'UTF8')::json ->> 'producto' = r.producto",
                id);
    }
}
