package cargue.analysts.export;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import cargue.analysts.Broker;
import cargue.analysts.Hechos;
import cargue.analysts.duck.Formato;
import cargue.contract.CheckEvento;
import cargue.contract.Evento;
import cargue.contract.EventoIlegible;
import cargue.contract.EventoJson;
import cargue.contract.Temas;
import cargue.local.process.Progress;
import cargue.local.process.StackException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The topic in a file, out of a real Kafka; each test has a topic of its own. */
class ExportTests {

    private static final Instant BEGAN = Instant.parse("2026-01-07T12:00:00Z");

    private final Instant day = Instant.now().minus(2, ChronoUnit.DAYS).truncatedTo(ChronoUnit.DAYS);
    private final LocalDate fecha = LocalDate.ofInstant(day, ZoneOffset.UTC);
    private final Intervalo all = new Intervalo(day, day.plus(1, ChronoUnit.DAYS));
    private final List<String> told = Collections.synchronizedList(new ArrayList<>());

    @TempDir
    Path dir;

    private Broker broker;
    private String topic;
    private String latidos = Temas.LATIDOS;

    @BeforeEach
    void newTopic() throws Exception {
        broker = Broker.shared();
        topic = broker.newTopic();
    }

    @Test
    void writesEachEventOnceInOrderExactlyAsTheTopicHasIt() throws Exception {
        Map<String, List<String>> expected = TemaHostil.write(broker, topic, day);
        Resultado done = export(Formato.NDJSON, "a.ndjson");

        assertThat(linesOf("a.ndjson")).isEqualTo(expected);
        assertThat(done.eventos()).isEqualTo(TemaHostil.EVENTS);
        assertThat(done.vendedores()).isEqualTo(expected.size());
        assertThat(done.ilegibles()).isEqualTo(5);
        assertThat(done.huecos()).isZero();
        assertThat(done.bytes()).isEqualTo(Files.size(dir.resolve("a.ndjson")));
        assertThat(done.peak()).isPresent();
        assertThat(done.resumed()).isFalse();
        assertThat(told)
                .filteredOn(line -> line.matches("warning: " + topic + "-\\d+@\\d+ is no event, skipped: .+"))
                .hasSize(5);
        assertThat(told).anyMatch(line -> line.startsWith("warning: skipped 5 records that are no events"));
        assertThat(dir).isDirectoryContaining("glob:**a.ndjson").isDirectoryNotContaining("glob:**.p*");
    }

    @Test
    void anExportThatWasBrokenOffGoesOnAndMakesTheSameFileByteForByte() throws Exception {
        TemaHostil.write(broker, topic, day);
        export(Formato.NDJSON, "whole.ndjson");
        Pedido pedido = pedido(Formato.NDJSON, "broken.ndjson");
        Ritmo breaks = new Ritmo(500, Duration.ofHours(1)) {
            private int notes;

            @Override
            void beforeNote() {
                if (++notes == 3) {
                    throw new IllegalStateException("broken off");
                }
            }
        };
        assertThatThrownBy(
                        () -> new Export(Conexion.to(broker.address()), topic, latidos, breaks, told::add).run(pedido))
                .hasMessage("broken off");
        Avance noted = noted(pedido);
        assertThat(noted.cuenta().eventos()).isBetween(1L, TemaHostil.EVENTS - 1L);
        assertThat(Files.size(pedido.part()))
                .as("more was written than was noted")
                .isGreaterThan(noted.bytes());
        assertThat(pedido.file()).doesNotExist();

        Resultado done = export(Formato.NDJSON, "broken.ndjson");
        assertThat(dir.resolve("broken.ndjson")).hasSameBinaryContentAs(dir.resolve("whole.ndjson"));
        assertThat(done.resumed()).isTrue();
        assertThat(done.eventos()).isEqualTo(TemaHostil.EVENTS);
        assertThat(pedido.part()).doesNotExist();
        assertThat(pedido.progress()).doesNotExist();
    }

    @Test
    void aValueOfSeveralLinesIsOneLine() throws Exception {
        String value = json(new Hechos("ID1", fecha, day).fill("A", 10));
        try (Broker.Writer writer = broker.writer(topic)) {
            writer.send("ID1", value.replace(",\"seq\"", ",\r\n\"seq\"").getBytes(UTF_8), day);
        }
        export(Formato.NDJSON, "a.ndjson");
        assertThat(lines("a.ndjson")).containsExactly(value.replace(",\"seq\"", ",  \"seq\""));
    }

    /** Fields that the contract may get are passed on as they are, also what DuckDB does not read. */
    @Test
    void whatDuckDbDoesNotTakeIsNoFailureOfTheDisk() throws Exception {
        Hechos id1 = new Hechos("ID1", fecha, day);
        String value = json(id1.fill("A", 10)).replace("}", ",\"nuevo\":\"\\ud83d\"}");
        try (Broker.Writer writer = broker.writer(topic)) {
            writer.send("ID1", value.getBytes(UTF_8), day).send(id1.fill("B", 10));
        }
        assertThatThrownBy(() -> export(Formato.CSV, "a.csv"))
                .isInstanceOf(StackException.class)
                .hasMessageStartingWith(
                        "no csv can be made of " + dir.resolve("a.csv.part") + " (Invalid Input Error: ")
                .hasMessageContaining(" at byte 4")
                .hasMessageEndingWith("): use another FILE, as ndjson");
        assertThat(export(Formato.NDJSON, "a.ndjson").eventos()).isEqualTo(2);
    }

    @Test
    void endsWhereTheTopicEndedAlsoWhenItGoesOnLater() throws Exception {
        Hechos id1 = new Hechos("ID1", fecha, day);
        List<CheckEvento> first = List.of(id1.fill("A", 10), id1.fill("B", 10));
        try (Broker.Writer writer = broker.writer(topic)) {
            first.forEach(writer::send);
        }
        Pedido pedido = pedido(Formato.NDJSON, "a.ndjson");
        breakOff(pedido);
        try (Broker.Writer writer = broker.writer(topic)) {
            writer.send(id1.fill("C", 10));
        }
        Resultado done = export(Formato.NDJSON, "a.ndjson");
        assertThat(lines("a.ndjson"))
                .isEqualTo(first.stream().map(ExportTests::json).toList());
        assertThat(done.line()).contains(", as of " + BEGAN);
        assertThat(done.json()).contains("\"as_of\":\"" + BEGAN + "\"");
        assertThat(told).contains("going on after 2 events, with the topic as it was at " + BEGAN);
        Resultado anew = export(Formato.NDJSON, "b.ndjson");
        assertThat(anew.eventos()).isEqualTo(3);
    }

    @Test
    void anExportThatIsBegunIsNotMixedWithAnotherOne() throws Exception {
        try (Broker.Writer writer = broker.writer(topic)) {
            writer.send(new Hechos("ID1", fecha, day).fill("A", 10));
        }
        Pedido pedido = pedido(Formato.NDJSON, "a.ndjson");
        breakOff(pedido);
        Intervalo other = new Intervalo(day, day.plusSeconds(5));
        assertThatThrownBy(() -> export(new Pedido(pedido.file(), Formato.NDJSON, other, false)))
                .isInstanceOf(StackException.class)
                .hasMessage(pedido.progress() + " is of an export from " + day + " to " + all.hasta()
                        + " as ndjson: delete that file and a.ndjson.part to begin anew, or use another FILE");
        assertThatThrownBy(() -> export(new Pedido(pedido.file(), Formato.CSV, all, true)))
                .hasMessageContaining("to begin anew, or use another FILE");
        topic = broker.newTopic();
        assertThatThrownBy(() -> export(pedido)).hasMessageContaining(" is of another topic than the one that is at ");
        Files.writeString(pedido.progress(), "{");
        assertThatThrownBy(() -> export(pedido))
                .hasMessageContaining(" cannot be read: delete that file and a.ndjson.part to begin anew");
    }

    @Test
    void whatRetentionHasDeletedMeanwhileIsNotPassedOver() throws Exception {
        Hechos id1 = new Hechos("ID1", fecha, day);
        try (Broker.Writer writer = broker.writer(topic)) {
            writer.send(id1.fill("A", 10)).send(id1.fill("B", 10)).send(id1.fill("C", 10));
        }
        Pedido pedido = pedido(Formato.NDJSON, "a.ndjson");
        breakOff(pedido);
        Avance noted = noted(pedido);
        noteAsNothingRead(noted, pedido);
        for (int partition = 0; partition < noted.tramos().size(); partition++) {
            if (noted.tramos().get(partition).fin() > 0) {
                broker.deleteRecords(topic, partition, 2);
            }
        }
        assertThatThrownBy(() -> export(pedido))
                .hasMessageContaining("the topic no longer holds what " + pedido.progress() + " would go on with");
        Files.delete(pedido.progress());
        Files.delete(pedido.part());
        Resultado done = export(pedido);
        assertThat(done.eventos()).isEqualTo(1);
        assertThat(done.topicBegins()).isEqualTo(day.plusSeconds(2));
        assertThat(told)
                .contains("warning: the topic may lack events from before " + day.plusSeconds(2)
                        + ", which Kafka has deleted");
    }

    private static Avance noted(Pedido pedido) {
        return Objects.requireNonNull(Avance.read(pedido));
    }

    private static void noteAsNothingRead(Avance noted, Pedido pedido) throws IOException {
        List<Avance.Tramo> back = noted.tramos().stream()
                .map(tramo -> new Avance.Tramo(tramo.inicio(), tramo.inicio(), tramo.fin()))
                .toList();
        new Avance(
                        Avance.VERSION,
                        noted.argumentos(),
                        noted.tema(),
                        noted.vista(),
                        back,
                        0,
                        Cuenta.NONE,
                        Map.of(),
                        null)
                .write(pedido.progress());
    }

    @Test
    void takesWhatOccurredInTheTimeWhateverKafkasClockSays() throws Exception {
        Hechos id1 = new Hechos("ID1", fecha, day.minusMillis(1));
        CheckEvento before = id1.fill("A", 10);
        CheckEvento first = id1.at(day).fill("B", 10);
        CheckEvento last = id1.at(all.hasta().minusMillis(1)).fill("C", 10);
        CheckEvento after = id1.at(all.hasta()).fill("D", 10);
        try (Broker.Writer writer = broker.writer(topic)) {
            for (CheckEvento event : List.of(before, first, last, after)) {
                // Kafka's clock is behind at first; then the relay was.
                Instant at = event.equals(last)
                        ? all.hasta().plus(1, ChronoUnit.HOURS)
                        : event.ocurridoEn().minus(20, ChronoUnit.HOURS);
                writer.send("ID1", EventoJson.write(event), at);
            }
        }
        export(Formato.NDJSON, "a.ndjson");
        assertThat(lines("a.ndjson")).containsExactly(json(first), json(last));
    }

    @Test
    void whatTheTopicLacksIsToldAndWhereTheTimeBeginsIsNoHole() throws Exception {
        Hechos id1 = new Hechos("ID1", fecha, day);
        List<Evento> first = new ArrayList<>();
        for (int i = 0; i < 9; i++) {
            first.add(id1.fill("A" + i, 10));
        }
        id1.newEpoca(1);
        Evento second = id1.fill("A", 10);
        Hechos id2 = new Hechos("ID2", fecha, day.minusSeconds(2));
        Hechos id3 = new Hechos("ID3", fecha, all.hasta().minusSeconds(1));
        try (Broker.Writer writer = broker.writer(topic)) {
            // ID1 begins with seq 2, 5 and 6 are missing, and the first of the new epoca.
            for (int i : new int[] {1, 2, 3, 6, 7, 6, 8}) {
                writer.send(first.get(i));
            }
            writer.send(second);
            writer.send(id2.fill("A", 10));
            id2.fill("B", 10); // missing, but before the time that is wanted
            writer.send(id2.at(day.minusMillis(1)).fill("C", 10)).send(id2.fill("D", 10));
            writer.send(id3.fill("A", 10)).send(id3.fill("B", 10));
            id3.fill("C", 10); // missing, but after it
            writer.send(id3.fill("D", 10));
        }
        Resultado done = export(Formato.NDJSON, "a.ndjson");
        assertThat(done.eventos()).isEqualTo(6 + 1 + 1 + 1);
        assertThat(done.huecos()).isEqualTo(2);
        assertThat(done.json()).contains("\"huecos\":2,");
        assertThat(done.line()).endsWith(", the topic lacks events in 2 places");
        String one = "ID1 between " + first.get(3).posicion() + " and "
                + first.get(6).posicion();
        String two = "ID1 between " + first.get(8).posicion() + " and " + second.posicion();
        assertThat(told)
                .containsOnlyOnce("warning: the topic lacks events of " + one)
                .containsOnlyOnce("warning: the topic lacks events of " + two)
                .contains("warning: the topic lacks events in 2 places, the first of them " + one + ", " + two);
    }

    /** Kafka was away, and events wait in ingest's outbox. */
    @Test
    void saysWhetherKafkaHadAllOfTheTimeWhenItBegan() throws Exception {
        latidos = topic + "-latidos";
        assertThat(whole()).as("no such topic").isNull();
        assertThat(told)
                .containsOnlyOnce("warning: no ingest-service was heard within 10 s, so nobody knows whether"
                        + " Kafka had everything when this began");
        broker.newLatidos(latidos);
        try (Broker.Writer writer = broker.writer(latidos)) {
            beat(writer, "a", Instant.now().minusSeconds(11), 0);
            assertThat(whole()).as("long ago").isNull();
            beat(writer, "a", Instant.now(), 0);
            writer.send("b", "no heartbeat".getBytes(UTF_8), Instant.now()).flush();
            assertThat(whole()).isEqualTo(true);
            Instant now = Instant.now().truncatedTo(ChronoUnit.MILLIS);
            beat(writer, "b", now, Duration.between(all.hasta(), now).toSeconds() + 60);
            assertThat(whole()).isEqualTo(false);
            assertThat(told.get(told.size() - 1)).contains("Kafka had everything only up to ");
            beat(writer, "b", Instant.now(), 3);
            assertThat(whole()).isEqualTo(true);
            Intervalo open = new Intervalo(day, Instant.now().plusSeconds(3600));
            Resultado tomorrow = export(new Pedido(dir.resolve("b.ndjson"), Formato.NDJSON, open, true));
            assertThat(tomorrow.isWhole()).isEqualTo(false);
            assertThat(tomorrow.json()).contains("\"completo\":false");
            assertThat(told.get(told.size() - 1)).startsWith("warning: --hasta is later than the beginning of this");
        }
    }

    private @Nullable Boolean whole() throws InterruptedException {
        return export(new Pedido(dir.resolve("a.ndjson"), Formato.NDJSON, all, true))
                .isWhole();
    }

    private static void beat(Broker.Writer writer, String instance, Instant en, long waiting) {
        String at = en.truncatedTo(ChronoUnit.SECONDS).toString().replace("Z", ".000Z");
        String value = "{\"instancia\":\"" + instance + "\",\"en\":\"" + at + "\",\"pendiente_s\":" + waiting + "}";
        writer.send(instance, value.getBytes(UTF_8), en).flush();
    }

    @Test
    void anExistingFileStaysUnlessItIsForced() throws Exception {
        Files.writeString(dir.resolve("a.ndjson"), "mine");
        assertThatThrownBy(() -> export(Formato.NDJSON, "a.ndjson"))
                .hasMessage(dir.resolve("a.ndjson") + " is there already: use another FILE, or --force to replace it");
        assertThat(dir.resolve("a.ndjson")).hasContent("mine");
        Resultado done = export(new Pedido(dir.resolve("a.ndjson"), Formato.NDJSON, all, true));
        assertThat(done.eventos()).isZero();
        assertThat(dir.resolve("a.ndjson")).isEmptyFile();
        assertThatThrownBy(() -> export(new Pedido(dir, Formato.NDJSON, all, true)))
                .hasMessageContaining("directory");
        assertThatThrownBy(() -> export(Formato.NDJSON, "none/a.ndjson"))
                .hasMessage("cannot write in " + dir.resolve("none") + " (there is no such directory): mend that");
    }

    @Test
    void twoExportsDoNotWriteTheSameFile() throws Exception {
        Pedido pedido = pedido(Formato.NDJSON, "a.ndjson");
        try (Parte parte = Parte.open(pedido.part())) {
            assertThat(parte.size()).isZero();
            assertThatThrownBy(() -> export(pedido)).hasMessageContaining(" is being written by another export");
        }
    }

    /** A kill between the two last steps: the file has its name, and what is beside it is still there. */
    @ParameterizedTest
    @EnumSource(Formato.class)
    void anExportThatWasKilledWhenTheFileWasInItsPlaceIsTidiedUp(Formato formato) throws Exception {
        try (Broker.Writer writer = broker.writer(topic)) {
            writer.send(new Hechos("ID1", fecha, day).fill("A", 10));
        }
        Pedido pedido = pedido(formato, "a");
        breakOff(pedido);
        Avance noted = noted(pedido);
        Path kept = Files.copy(pedido.part(), dir.resolve("kept"));
        Archivos.finish(pedido, noted, told::add);
        byte[] whole = Files.readAllBytes(pedido.file());
        noted.made(whole.length).write(pedido.progress());
        if (formato != Formato.NDJSON) {
            Files.move(kept, pedido.part());
        }

        Resultado done = export(pedido);
        assertThat(pedido.file()).hasBinaryContent(whole);
        assertThat(done.eventos()).isEqualTo(1);
        assertThat(done.resumed()).isTrue();
        assertThat(told).contains("all was done already, but for the files beside it");
        assertThat(dir).isDirectoryNotContaining("glob:**.{part,progress,made}");
    }

    @Test
    void aKillBeforeTheFileWasInItsPlaceDoesNotTakeAnOlderFileForIt() throws Exception {
        try (Broker.Writer writer = broker.writer(topic)) {
            writer.send(new Hechos("ID1", fecha, day).fill("A", 10));
        }
        Pedido pedido = new Pedido(dir.resolve("a.ndjson"), Formato.NDJSON, all, true);
        breakOff(pedido);
        long size = Files.size(pedido.part());
        noted(pedido).made(size).write(pedido.progress());
        Files.writeString(pedido.file(), "x".repeat((int) size));
        export(pedido);
        assertThat(lines("a.ndjson")).hasSize(1).allMatch(line -> line.startsWith("{\"schema\":1,"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"part", "made", "spill"})
    void whatLiesBesideTheFileAndIsNoExportsStays(String suffix) throws Exception {
        Path foreign = dir.resolve("a.csv." + suffix);
        Path mine = foreign;
        if (suffix.equals("spill")) {
            mine = Files.createDirectory(foreign).resolve("mine");
        }
        Files.writeString(mine, "mine");
        assertThatThrownBy(() -> export(Formato.CSV, "a.csv"))
                .isInstanceOf(StackException.class)
                .hasMessage(foreign + " is there, and no a.csv.progress tells that an export made it: move it away, or"
                        + " use another FILE");
        assertThat(mine).hasContent("mine");
        assertThat(dir).isDirectoryNotContaining("glob:**a.csv");
    }

    @Test
    void saysInOneLineThatThereIsNoTopic() throws Exception {
        topic = "none";
        assertThatThrownBy(() -> export(Formato.NDJSON, "a.ndjson"))
                .isInstanceOf(StackException.class)
                .hasMessageStartingWith("Kafka at " + broker.address() + " has no topic ")
                .hasMessageNotContaining("\n");
        assertThat(dir).isEmptyDirectory();
    }

    /** Leaves a note that all was read, and the part file, as a kill before the last step does. */
    private void breakOff(Pedido pedido) throws Exception {
        Ritmo ritmo = Ritmo.ordinary();
        try (Parte parte = Parte.open(pedido.part());
                Tema tema = Tema.open(Conexion.to(broker.address()), topic)) {
            Avance from = new Avance(
                    Avance.VERSION,
                    Avance.Argumentos.of(pedido),
                    tema.id(),
                    new Vista(BEGAN, null, null),
                    tema.from(pedido.intervalo().desde()),
                    0,
                    Cuenta.NONE,
                    Map.of(),
                    null);
            new Lectura(tema, pedido, parte, from, ritmo, Progress.silent()).read();
        }
    }

    private Pedido pedido(Formato formato, String file) {
        return new Pedido(dir.resolve(file), formato, all, false);
    }

    private Resultado export(Formato formato, String file) throws InterruptedException {
        return export(pedido(formato, file));
    }

    private Resultado export(Pedido pedido) throws InterruptedException {
        return new Export(Conexion.to(broker.address()), topic, latidos, Ritmo.ordinary(), told::add).run(pedido);
    }

    private Map<String, List<String>> linesOf(String file) throws IOException, EventoIlegible {
        Map<String, List<String>> lines = new LinkedHashMap<>();
        for (String line : lines(file)) {
            String id = EventoJson.read(line.getBytes(UTF_8)).vendedorId();
            lines.computeIfAbsent(id, none -> new ArrayList<>()).add(line);
        }
        return lines;
    }

    private List<String> lines(String file) throws IOException {
        return Files.readAllLines(dir.resolve(file), UTF_8);
    }

    private static String json(Evento evento) {
        return new String(EventoJson.write(evento), UTF_8);
    }
}
