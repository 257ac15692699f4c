package cargue.analysts.export;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.time.ZoneId;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class IntervaloTests {

    private static final ZoneId BOGOTA = ZoneId.of("America/Bogota");

    @ParameterizedTest
    @CsvSource({
        "2026-01-05, 2026-01-05, 2026-01-05T05:00:00Z, 2026-01-06T05:00:00Z",
        "2026-01-05, 2026-01-07, 2026-01-05T05:00:00Z, 2026-01-08T05:00:00Z",
        "2026-01-05T09:30:00Z, 2026-01-05, 2026-01-05T09:30:00Z, 2026-01-06T05:00:00Z",
        "2026-01-05T04:30:00-05:00, 2026-01-05T05:40:00.5-05:00, 2026-01-05T09:30:00Z, 2026-01-05T10:40:00.500Z"
    })
    void aDayIsWholeAndAnInstantIsTheFirstThatIsNotWanted(String desde, String hasta, Instant first, Instant end) {
        Intervalo intervalo = Intervalo.parse(desde, hasta, BOGOTA);
        assertThat(intervalo).isEqualTo(new Intervalo(first, end));
        assertThat(intervalo.holds(first)).isTrue();
        assertThat(intervalo.holds(first.minusMillis(1))).isFalse();
        assertThat(intervalo.holds(end.minusMillis(1))).isTrue();
        assertThat(intervalo.holds(end)).isFalse();
    }

    @Test
    void aDayIsThatOfTheZone() {
        assertThat(Intervalo.parse("2026-03-29", "2026-03-29", ZoneId.of("Europe/Madrid")))
                .isEqualTo(new Intervalo(Instant.parse("2026-03-28T23:00:00Z"), Instant.parse("2026-03-29T22:00:00Z")));
    }

    @ParameterizedTest
    @CsvSource({
        "ayer, 2026-01-05, --desde 'ayer' is neither a day such as 2026-01-05 nor an instant such as 2026-01-05T09:30:00Z",
        "2026-01-05, 2026-02-30, --hasta '2026-02-30' is neither",
        "2026-01-05, 2026-01-05T12:00, --hasta '2026-01-05T12:00' is neither",
        "2026-01-05, 2026-01-04, --hasta must be later than --desde",
        "1969-01-05, 2026-01-04, --desde and --hasta must be from 1970 to 9998",
        "+999999999-12-31T00:00:00Z, 2026-01-04, --hasta must be later"
    })
    void refusesWhatIsNone(String desde, String hasta, String message) {
        assertThatThrownBy(() -> Intervalo.parse(desde, hasta, BOGOTA))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith(message);
    }
}
