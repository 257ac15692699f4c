package cargue.ingest.outbox;

import static org.assertj.core.api.Assertions.assertThat;

import cargue.contract.Posicion;
import cargue.ingest.outbox.Pendientes.Cola;
import cargue.ingest.outbox.Pendientes.Fila;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class ColaTests {

    private static final UUID FIRST = UUID.fromString("01900000-0000-7000-8000-000000000000");
    private static final UUID SECOND = UUID.fromString("01980000-0000-7000-8000-000000000000");

    @Test
    void eventsThatFollowTheCursorAreSound() {
        assertThat(cola(at(FIRST, 3), at(FIRST, 4), at(FIRST, 5)).contiguous()).isTrue();
        assertThat(cola(at(FIRST, 3)).contiguous()).isTrue();
    }

    @Test
    void aHoleAfterTheCursorOrBetweenEventsIsNotSentPast() {
        assertThat(cola(at(FIRST, 3), at(FIRST, 5)).contiguous()).isFalse();
        assertThat(cola(at(FIRST, 3), at(FIRST, 4), at(FIRST, 6)).contiguous()).isFalse();
    }

    @Test
    void aLaterEpocaBeginsAtOne() {
        assertThat(cola(at(FIRST, 3), at(FIRST, 4), at(SECOND, 1), at(SECOND, 2))
                        .contiguous())
                .isTrue();
        assertThat(cola(at(FIRST, 3), at(SECOND, 2)).contiguous()).isFalse();
        assertThat(cola(at(SECOND, 3), at(FIRST, 1)).contiguous()).isFalse();
    }

    @Test
    void theLastOnesCanBeMissingToo() {
        assertThat(cola(at(FIRST, 3), at(FIRST, 3), List.of()).contiguous()).isTrue();
        assertThat(cola(at(FIRST, 3), at(FIRST, 4), List.of()).contiguous()).isFalse();
        assertThat(cola(at(FIRST, 3), at(SECOND, 1), List.of(at(FIRST, 4))).contiguous())
                .isFalse();
        assertThat(cola(at(SECOND, 3), at(FIRST, 9), List.of()).contiguous()).isTrue();
    }

    @Test
    void moreThanAreReadAtOnceAreNotMissing() {
        List<Posicion> events = LongStream.rangeClosed(1, Pendientes.MAX_EVENTS)
                .mapToObj(seq -> at(FIRST, seq))
                .toList();

        assertThat(cola(at(FIRST, 0), at(FIRST, 500), events).contiguous()).isTrue();
        assertThat(cola(at(FIRST, 0), at(FIRST, 500), events.subList(0, 199)).contiguous())
                .isFalse();
    }

    private static Posicion at(UUID epoca, long seq) {
        return new Posicion(epoca, seq);
    }

    private static Cola cola(Posicion published, Posicion... events) {
        return cola(published, events.length == 0 ? published : events[events.length - 1], List.of(events));
    }

    private static Cola cola(Posicion published, Posicion head, List<Posicion> events) {
        return new Cola(
                "ID1",
                published,
                head,
                events.stream()
                        .map(p -> new Fila(p, new byte[0], "", Duration.ZERO))
                        .toList());
    }
}
