package cargue.push.historia;

import static cargue.push.Eventos.EPOCA;
import static cargue.push.Eventos.HOY;
import static cargue.push.Eventos.LATER;
import static cargue.push.historia.Pasado.check;
import static cargue.push.historia.Pasado.epoca;
import static org.assertj.core.api.Assertions.assertThat;

import cargue.contract.Evento;
import cargue.push.wire.Texto;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class ReproductorTests {

    private static final Instant INICIO = Instant.parse("2026-01-05T05:00:00Z");
    private static final Instant FIN = INICIO.plus(Duration.ofHours(24));
    private static final Duration HOUR = Duration.ofHours(1);

    private final JornadaLectura day = new JornadaLectura(HOY, INICIO, 20_000, () -> true);
    private long now = 17;
    private @Nullable Reproductor reproductor;

    @Test
    void beginsWithTheStateAtMidnightInAscendingSeq() {
        happens(check(7, HOY, "A", INICIO.minusSeconds(30)));
        happens(check(8, HOY, "B", INICIO.minusSeconds(20)));
        happens(check(9, HOY, "A", INICIO.minusSeconds(10)));
        happens(check(10, HOY, "C", INICIO.plusSeconds(10)));

        assertThat(next()).isEqualTo("snapshot 9: B8 A9");
        assertThat(next()).isEqualTo("-");
    }

    @Test
    void anEventOfMidnightItselfIsPlayedAndNotPartOfTheState() {
        happens(check(1, HOY, "A", INICIO.minusMillis(1)));
        happens(check(2, HOY, "A", INICIO));

        assertThat(next()).isEqualTo("snapshot 1: A1");
        assertThat(next()).isEqualTo("checks (1,2]: A2");
    }

    @Test
    void anEmptyDayIsAnEmptySnapshotAndItsEnd() {
        assertThat(next()).isEqualTo("snapshot 0:");
        assertThat(player().isOver(now)).isFalse();
        passes(Duration.ofHours(24));
        assertThat(next()).isEqualTo("-");
        assertThat(player().isOver(now)).isTrue();
    }

    @Test
    void playsEachChangeWhenItIsDue() {
        happens(check(1, HOY, "A", INICIO.plus(HOUR)));
        happens(check(2, HOY, "B", INICIO.plus(HOUR.multipliedBy(2))));
        player().speed(3600, now);

        assertThat(next()).isEqualTo("snapshot 0:");
        passes(Duration.ofMillis(999));
        assertThat(next()).isEqualTo("-");
        passes(Duration.ofMillis(1));
        assertThat(next()).isEqualTo("checks (0,1]: A1");
        assertThat(next()).isEqualTo("-");
        passes(Duration.ofSeconds(1));
        assertThat(next()).isEqualTo("checks (1,2]: B2");
    }

    @Test
    void whoAsksLateGetsTheLatestStateOfEachRowAtOnce() {
        happens(check(1, HOY, "A", INICIO.plusSeconds(1)));
        happens(check(2, HOY, "B", INICIO.plusSeconds(2)));
        happens(check(3, HOY, "A", INICIO.plusSeconds(3)));
        next();
        passes(Duration.ofSeconds(10));

        assertThat(next()).isEqualTo("checks (0,3]: B2 A3");
        assertThat(next()).isEqualTo("-");
    }

    @Test
    void changesOfOtherSheetsAreNotPlayed() {
        happens(check(1, HOY.plusDays(1), "A", INICIO.minusSeconds(1)));
        happens(check(2, HOY, "A", INICIO.plusSeconds(1)));
        happens(check(3, HOY.plusDays(1), "A", INICIO.plusSeconds(2)));
        assertThat(next()).isEqualTo("snapshot 1:");
        passes(Duration.ofSeconds(10));
        assertThat(next()).isEqualTo("checks (1,2]: A2");
        assertThat(next()).isEqualTo("-");
    }

    @Test
    void moreChangesThanOneMessageTakesComeInSeveralWithoutAGap() {
        String longName = "Ñ".repeat(250);
        int rows = 200;
        for (int seq = 1; seq <= rows; seq++) {
            happens(check(seq, HOY, seq + longName, INICIO.plusMillis(seq)));
        }
        next();
        passes(Duration.ofSeconds(10));

        List<JsonNode> messages = new ArrayList<>();
        for (Texto texto = player().next(now); texto != null; texto = player().next(now)) {
            assertThat(texto.length()).isLessThan(64 * 1024);
            messages.add(JsonMapper.shared().readTree(texto.toString()));
        }
        assertThat(messages).hasSizeGreaterThan(1);
        long position = 0;
        long shown = 0;
        for (JsonNode message : messages) {
            assertThat(message.get("de").asLong()).isEqualTo(position);
            position = message.get("a").asLong();
            shown += message.get("checks").size();
        }
        assertThat(position).isEqualTo(rows);
        assertThat(shown).isEqualTo(rows);
    }

    @Test
    void aSnapshotThatIsTooLongForOneMessageComesInParts() {
        String longName = "Ñ".repeat(250);
        for (int seq = 1; seq <= 100; seq++) {
            happens(check(seq, HOY, seq + longName, INICIO.minusSeconds(1000 - seq)));
        }
        happens(check(101, HOY, "A", INICIO));

        List<JsonNode> parts = new ArrayList<>();
        Texto texto = player().next(now);
        for (; texto != null && parts.size() < 2 + 1; texto = player().next(now)) {
            assertThat(texto.length()).isLessThan(64 * 1024);
            parts.add(JsonMapper.shared().readTree(texto.toString()));
        }
        JsonNode last = parts.remove(parts.size() - 1);
        assertThat(last.get("type").asString()).isEqualTo("checks");
        assertThat(parts).extracting(part -> part.get("parte").asInt()).containsExactly(1, 2);
        assertThat(parts)
                .allMatch(part ->
                        part.get("partes").asInt() == 2 && part.get("seq").asLong() == 100);
        assertThat(parts.get(0).get("checks").size()
                        + parts.get(1).get("checks").size())
                .isEqualTo(100);
    }

    @Test
    void seekingGivesTheStateOfThatMomentWithWhatHappenedAtIt() {
        happens(check(1, HOY, "A", INICIO.minusSeconds(1)));
        happens(check(2, HOY, "A", INICIO.plus(HOUR)));
        happens(check(3, HOY, "B", INICIO.plus(HOUR.multipliedBy(2))));
        next();

        player().seek(INICIO.plus(HOUR.multipliedBy(2)), now);
        assertThat(next()).isEqualTo("snapshot 3: A2 B3");
        player().seek(INICIO.plus(HOUR), now);
        assertThat(next()).isEqualTo("snapshot 2: A2");
        passes(Duration.ofMinutes(1));
        assertThat(next()).isEqualTo("-");
        passes(Duration.ofHours(2));
        assertThat(next()).isEqualTo("checks (2,3]: B3");
    }

    @Test
    void aSeekOutsideOfTheDayGoesToItsNearerEnd() {
        happens(check(1, HOY, "A", INICIO));
        happens(check(2, HOY, "B", FIN.minusMillis(1)));
        next();

        player().seek(FIN.plusSeconds(1), now);
        assertThat(player().isOver(now)).isFalse();
        assertThat(next()).isEqualTo("snapshot 2: A1 B2");
        assertThat(player().isOver(now)).isTrue();
        player().seek(Instant.EPOCH, now);
        assertThat(next()).isEqualTo("snapshot 0:");
        assertThat(player().isOver(now)).isFalse();
    }

    @Test
    void manySeeksWithNobodyTakingAreOneSnapshot() {
        happens(check(1, HOY, "A", INICIO.plusSeconds(1)));
        for (int i = 0; i < 100; i++) {
            player().seek(INICIO.plusSeconds(i), now);
        }
        assertThat(next()).isEqualTo("snapshot 1: A1");
        assertThat(next()).isEqualTo("-");
    }

    @Test
    void standsStillWhilePausedAndGoesOnFromThere() {
        happens(check(1, HOY, "A", INICIO.plusSeconds(10)));
        next();
        passes(Duration.ofSeconds(5));
        player().pause(now);
        passes(Duration.ofDays(2));
        assertThat(next()).isEqualTo("-");
        assertThat(player().time(now)).isEqualTo(INICIO.plusSeconds(5));
        player().play(now);
        assertThat(next()).isEqualTo("-");
        passes(Duration.ofSeconds(5));
        assertThat(next()).isEqualTo("checks (0,1]: A1");
    }

    @Test
    void aPausedReplayIsNotOverAtItsEnd() {
        next();
        player().pause(now);
        player().seek(FIN, now);
        assertThat(next()).isEqualTo("snapshot 0:");
        assertThat(player().isOver(now)).isFalse();
        player().play(now);
        assertThat(player().isOver(now)).isTrue();
    }

    @Test
    void anotherSpeedCountsFromNowOn() {
        next();
        passes(Duration.ofSeconds(10));
        player().speed(60, now);
        passes(Duration.ofSeconds(1));
        assertThat(player().time(now)).isEqualTo(INICIO.plusSeconds(70));
    }

    @Test
    void aDayPlayedFarPastItsEndShowsItsEnd() {
        player().speed(3600, now);
        passes(Duration.ofDays(40));
        assertThat(player().time(now)).isEqualTo(FIN);
    }

    @Test
    void aNewEpocaReplacesAllRowsByASnapshotOnceItIsComplete() {
        happens(check(1, HOY, "A", INICIO.plusSeconds(1)));
        happens(check(2, HOY, "B", INICIO.plusSeconds(2)));
        happens(epoca("ID1", LATER, 3, INICIO.plusSeconds(3)));
        happens(check("ID1", LATER, 2, HOY, "A", INICIO.plusSeconds(4)));
        happens(check("ID1", LATER, 3, HOY.plusDays(1), "Z", INICIO.plusSeconds(5)));
        happens(check("ID1", LATER, 4, HOY, "C", INICIO.plusSeconds(6)));

        assertThat(next()).isEqualTo("snapshot 0:");
        passes(Duration.ofSeconds(4));
        assertThat(next()).isEqualTo("checks (0,2]: A1 B2");
        passes(Duration.ofSeconds(1));
        assertThat(next()).isEqualTo("snapshot 3: A2");
        passes(Duration.ofSeconds(1));
        assertThat(next()).isEqualTo("checks (3,4]: C4");
    }

    @Test
    void whatWasReplacedBeforeMidnightIsNotInTheState() {
        happens(check(1, HOY, "A", INICIO.minusSeconds(9)));
        happens(epoca("ID1", LATER, 2, INICIO.minusSeconds(8)));
        happens(check("ID1", LATER, 2, HOY, "B", INICIO.minusSeconds(7)));
        assertThat(next()).isEqualTo("snapshot 2: B2");
    }

    @Test
    void anEpocaWhoseStartIsMissingReplacesTheRowsByThoseToCome() {
        happens(check(1, HOY, "A", INICIO.plusSeconds(1)));
        happens(check("ID1", LATER, 5, HOY, "B", INICIO.plusSeconds(2)));
        next();
        passes(Duration.ofSeconds(1));
        assertThat(next()).isEqualTo("checks (0,1]: A1");
        passes(Duration.ofSeconds(1));
        assertThat(next()).isEqualTo("snapshot 5: B5");
    }

    @Test
    void aReplacementAndWhatCameBeforeItAndAfterIsToldInOrderToWhoAsksLate() {
        happens(check("ID1", EPOCA, 9, HOY, "A", INICIO.plusSeconds(1)));
        happens(epoca("ID1", LATER, 1, INICIO.plusSeconds(2)));
        happens(check("ID1", LATER, 2, HOY, "B", INICIO.plusSeconds(3)));
        next();
        passes(Duration.ofSeconds(10));
        assertThat(next()).isEqualTo("checks (0,9]: A9");
        assertThat(next()).isEqualTo("snapshot 2: B2");
        assertThat(next()).isEqualTo("-");
    }

    @Test
    void aChangeThatAnotherClockPutsAfterNowIsPlayedToo() {
        happens(check(1, HOY, "A", INICIO.plusSeconds(10)));
        reproductor = new Reproductor(day.jornada(INICIO.plusSeconds(9)), 1, now);
        next();
        passes(Duration.ofSeconds(10));
        assertThat(next()).isEqualTo("checks (0,1]: A1");
        assertThat(player().isOver(now)).isTrue();
    }

    @Test
    void aDayWithMoreThanMayBeHeldEndsTheReading() {
        JornadaLectura small = new JornadaLectura(HOY, INICIO, 2, () -> true);
        assertThat(small.take(check(1, HOY, "A", INICIO.minusSeconds(1)), new byte[0]))
                .isTrue();
        assertThat(small.take(check(2, HOY, "A", INICIO.plusSeconds(1)), new byte[0]))
                .isTrue();
        assertThat(small.isTooMuch()).isFalse();
        assertThat(small.take(check(3, HOY, "A", INICIO.plusSeconds(2)), new byte[0]))
                .isFalse();
        assertThat(small.isTooMuch()).isTrue();
    }

    @Test
    void whatAnotherStateReplacedBeforeMidnightIsNotHeld() {
        JornadaLectura small = new JornadaLectura(HOY, INICIO, 1, () -> true);
        for (int seq = 1; seq <= 100; seq++) {
            assertThat(small.take(check(seq, HOY, "A", INICIO.minusSeconds(101 - seq)), new byte[0]))
                    .isTrue();
        }
    }

    private void happens(Evento evento) {
        assertThat(day.take(evento, new byte[0])).isTrue();
    }

    private void passes(Duration time) {
        now += time.toNanos();
    }

    private Reproductor player() {
        if (reproductor == null) {
            reproductor = new Reproductor(day.jornada(FIN), 1, now);
        }
        return reproductor;
    }

    /** The next message in short; {@code -} when nothing is due. */
    private String next() {
        Texto texto = player().next(now);
        if (texto == null) {
            return "-";
        }
        JsonNode message = JsonMapper.shared().readTree(texto.toString());
        StringBuilder text = new StringBuilder(message.get("type").asString());
        text.append(
                message.has("seq")
                        ? " " + message.get("seq")
                        : " (" + message.get("de") + "," + message.get("a") + "]");
        text.append(":");
        for (JsonNode row : message.get("checks")) {
            text.append(" ").append(row.get("producto").asString()).append(row.get("seq"));
        }
        return text.toString();
    }
}
