package cargue.push.historia;

import static cargue.push.Eventos.HOY;
import static cargue.push.historia.Pasado.check;
import static org.assertj.core.api.Assertions.assertThat;

import cargue.push.Fichas;
import cargue.push.PushSettings;
import cargue.push.entrada.MessagePace;
import cargue.push.entrada.Sesion;
import cargue.seguridad.Tokens;
import io.github.bucket4j.Bucket;
import io.github.bucket4j.TimeMeter;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;
import tools.jackson.databind.json.JsonMapper;

/** One replay over a connection that takes what the test lets it, by the test's clock. */
class RepeticionTests {

    private static final Instant INICIO = Instant.parse("2026-01-05T05:00:00Z");

    private final FakeEnlace enlace = new FakeEnlace();
    private final PushSettings push = defaults("cargue.push", PushSettings.class);
    private final HistoriaSettings settings = defaults("cargue.push.historia", HistoriaSettings.class);
    private long now = 17;
    private final Repeticion repeticion = new Repeticion(
            enlace,
            new DiaPedido("ID1", LocalDate.parse("2026-01-05"), 3600, ZoneId.of("America/Bogota")),
            new Sesion(Fichas.identidad(), token -> new Tokens.Examen.Malo()),
            new MessagePace(this::fiftyASecond, Duration.ofSeconds(10)),
            settings,
            push,
            () -> now,
            Clock.systemUTC(),
            JsonMapper.shared());

    @Test
    void hasNeverMoreThanOneMessageOnItsWay() {
        load(200);
        assertThat(repeticion.tick()).isTrue();
        passes(Duration.ofSeconds(1));
        assertThat(repeticion.tick()).isTrue();
        assertThat(enlace.sent).hasSize(1);
        enlace.accept();
        repeticion.tick();
        repeticion.tick();
        assertThat(enlace.sent).hasSize(2);
        assertThat(enlace.sent.get(1)).startsWith("{\"type\":\"checks\",\"de\":0,\"a\":200,");
    }

    @Test
    void aPeerThatTakesNothingIsSentAwayInTheEnd() {
        load(1);
        repeticion.tick();
        passes(push.stallTimeout().minusMillis(1));
        repeticion.tick();
        assertThat(enlace.closeCode).isEqualTo(-1);
        passes(Duration.ofMillis(1));
        repeticion.tick();
        assertThat(enlace.closeCode).isEqualTo(1013);
        passes(push.closeTimeout());
        assertThat(repeticion.tick()).isFalse();
        assertThat(enlace.cut).isTrue();
    }

    @Test
    void endsWithAdiosAndThenTheClose() {
        load(1);
        say();
        repeticion.onText("{\"type\":\"seek\",\"ocurrido_en\":\"2027-01-01T00:00:00Z\"}");
        say();
        say();
        say();
        assertThat(enlace.sent.get(enlace.sent.size() - 1))
                .isEqualTo("{\"type\":\"adios\",\"motivo\":\"fin\",\"reconectar_en_ms\":null}");
        repeticion.tick();
        assertThat(enlace.closeCode).isEqualTo(1000);
        assertThat(repeticion.tick()).isTrue();
        repeticion.onGone();
        assertThat(repeticion.tick()).isFalse();
    }

    @Test
    void ordersThatComeBeforeTheDayIsReadAreObeyedThen() {
        repeticion.onText("{\"type\":\"pause\"}");
        repeticion.onText("{\"type\":\"seek\",\"ocurrido_en\":\"2026-01-05T05:00:02Z\"}");
        say();
        assertThat(enlace.sent).isEmpty();
        load(3);
        say();
        passes(Duration.ofSeconds(5));
        say();
        assertThat(enlace.sent).hasSize(1);
        assertThat(enlace.sent.get(0)).startsWith("{\"type\":\"snapshot\",\"seq\":2,");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "x",
                "[]",
                "1",
                "null",
                "{}",
                "{\"type\":1}",
                "{\"type\":\"stop\"}",
                "{\"type\":\"seek\"}",
                "{\"type\":\"seek\",\"ocurrido_en\":5}",
                "{\"type\":\"seek\",\"ocurrido_en\":\"ayer\"}",
                "{\"type\":\"speed\"}",
                "{\"type\":\"speed\",\"velocidad\":0}",
                "{\"type\":\"speed\",\"velocidad\":3601}",
                "{\"type\":\"speed\",\"velocidad\":1.5}",
                "{\"type\":\"speed\",\"velocidad\":\"60\"}",
                "{\"type\":\"speed\",\"velocidad\":99999999999}"
            })
    void whatIsNoOrderIsAnsweredAndHarmsNothing(String text) {
        load(1);
        say();
        repeticion.onText(text);
        say();
        assertThat(enlace.sent).hasSize(2);
        assertThat(enlace.sent.get(1)).startsWith("{\"type\":\"error\",\"codigo\":\"MENSAJE_INVALIDO\",\"message\":");
        passes(Duration.ofSeconds(1));
        say();
        assertThat(enlace.sent.get(2)).startsWith("{\"type\":\"checks\"");
    }

    @Test
    void manyBadMessagesAreOneError() {
        load(0);
        for (int i = 0; i < 20; i++) {
            repeticion.onText("x");
        }
        say();
        say();
        say();
        assertThat(enlace.sent).hasSize(2);
    }

    @Test
    void whoSendsTooMuchIsToldAndInTheEndSentAway() {
        load(0);
        say();
        for (int second = 0; second < 12; second++) {
            for (int i = 0; i < 60; i++) {
                repeticion.onText("{\"type\":\"play\"}");
            }
            say();
            passes(Duration.ofSeconds(1));
        }
        assertThat(enlace.sent.get(1)).contains("DEMASIADOS_MENSAJES");
        repeticion.tick();
        assertThat(enlace.closeCode).isEqualTo(4429);
    }

    @Test
    void whoSendsAsMuchAsHeMayIsNeverRefused() {
        load(0);
        say();
        repeticion.onText("{\"type\":\"pause\"}");
        for (int second = 0; second < 30; second++) {
            passes(Duration.ofSeconds(1));
            for (int i = 0; i < 50; i++) {
                repeticion.onText("{\"type\":\"speed\",\"velocidad\":60}");
                if (i % 25 == 0) {
                    say();
                }
            }
        }
        assertThat(enlace.sent).hasSize(1);
        assertThat(enlace.closeCode).isEqualTo(-1);
    }

    @Test
    void onePausedIsPingedAndEndsOnlyWhenItWasToldNothingForLong() {
        load(1);
        say();
        repeticion.onText("{\"type\":\"pause\"}");
        say();
        Duration step = Duration.ofSeconds(20);
        for (long minutes = 0; minutes < 29 * 3; minutes++) {
            repeticion.onRead(); // pongs
            passes(step);
            say();
        }
        assertThat(enlace.closeCode).isEqualTo(-1);
        assertThat(enlace.pings).isGreaterThan(30);
        repeticion.onText("{\"type\":\"pause\"}");
        say();
        passes(settings.replayIdle().minusSeconds(1));
        repeticion.onRead();
        say();
        assertThat(enlace.sent).hasSize(1);
        passes(Duration.ofSeconds(1));
        repeticion.onRead();
        say();
        say();
        assertThat(enlace.sent.get(1))
                .isEqualTo("{\"type\":\"adios\",\"motivo\":\"inactividad\",\"reconectar_en_ms\":null}");
        repeticion.tick();
        assertThat(enlace.closeCode).isEqualTo(1000);
    }

    @Test
    void aPeerThatDoesNotAnswerAPingIsDead() {
        load(0);
        repeticion.onText("{\"type\":\"pause\"}");
        say();
        passes(push.pingInterval());
        say();
        assertThat(enlace.pings).isEqualTo(1);
        passes(push.deadPeerTimeout().minusMillis(1));
        say();
        assertThat(enlace.closeCode).isEqualTo(-1);
        passes(Duration.ofMillis(1));
        say();
        assertThat(enlace.closeCode).isEqualTo(4408);
    }

    @Test
    void aDayThatCannotBeReadEndsItWithTheReason() {
        repeticion.end(Final.of(Rechazado.demasiadosEventos(20_000)));
        assertThat(repeticion.isWanted()).isFalse();
        say();
        repeticion.tick();
        assertThat(enlace.sent)
                .containsExactly("{\"type\":\"error\",\"codigo\":\"DEMASIADOS_EVENTOS\",\"message\":"
                        + "\"Ese día tiene más de 20000 cambios: no se puede repetir aquí.\"}");
        assertThat(enlace.closeCode).isEqualTo(1013);
    }

    @Test
    void oneWhoseConnectionBreaksIsGone() {
        load(1);
        repeticion.tick();
        enlace.fail();
        assertThat(repeticion.tick()).isFalse();
        assertThat(repeticion.isWanted()).isFalse();
    }

    private void load(int changes) {
        JornadaLectura day = new JornadaLectura(HOY, INICIO, 20_000, () -> true);
        for (int seq = 1; seq <= changes; seq++) {
            day.take(check(seq, HOY, "P" + seq % 36, INICIO.plusSeconds(seq)), new byte[0]);
        }
        repeticion.onLoaded(day.jornada(INICIO.plus(Duration.ofHours(24))));
    }

    /** A turn of a connection that takes everything. */
    private void say() {
        repeticion.tick();
        enlace.accept();
    }

    private void passes(Duration time) {
        now += time.toNanos();
    }

    private Bucket fiftyASecond() {
        return Bucket.builder()
                .addLimit(limit -> limit.capacity(50).refillGreedy(50, Duration.ofSeconds(1)))
                .withCustomTimePrecision(new TimeMeter() {
                    @Override
                    public long currentTimeNanos() {
                        return now;
                    }

                    @Override
                    public boolean isWallClockBased() {
                        return false;
                    }
                })
                .build();
    }

    private static <T> T defaults(String prefix, Class<T> type) {
        return new Binder(new MapConfigurationPropertySource(Map.of())).bindOrCreate(prefix, type);
    }
}
