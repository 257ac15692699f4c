package cargue.push.stream;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayDeque;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class RecientesTests {

    private static final int OF_EACH = 8;
    private static final int OF_ALL = 20;

    private int forgotten;
    private final Recientes recientes = new Recientes(OF_EACH, OF_ALL, () -> forgotten++);

    @Test
    void keepsAtMostSoManyOfEach() {
        Anillo anillo = new Anillo(recientes, 0);
        add(anillo, 12);
        assertThat(anillo.covers(4)).isTrue();
        assertThat(anillo.covers(3)).isFalse();
        assertThat(forgotten).isZero();
    }

    @Test
    void letsTheOldestOfAllGoWhosoeverItIs() {
        List<Anillo> three =
                IntStream.range(0, 3).mapToObj(i -> new Anillo(recientes, 0)).toList();
        three.forEach(anillo -> add(anillo, 8)); // 24: the first ring's four oldest had to go
        assertThat(forgotten).isEqualTo(4);
        assertThat(three.get(0).covers(4)).isTrue();
        assertThat(three.get(0).covers(3)).isFalse();
        assertThat(three.get(1).covers(0)).isTrue();
    }

    @Test
    void countsWhatARingGaveUpByItselfOnlyUntilItsTurn() {
        Anillo busy = new Anillo(recientes, 0);
        Anillo quiet = new Anillo(recientes, 0);
        add(quiet, 1);
        add(busy, OF_ALL);
        assertThat(quiet.covers(0)).isFalse(); // as many came after it as are kept in all
        assertThat(busy.covers(OF_ALL - OF_EACH)).isTrue();
    }

    @Test
    void forgetsNothingOfARingThatWasCleared() {
        Anillo anillo = new Anillo(recientes, 0);
        add(anillo, 5);
        anillo.clear(100);
        add(anillo, 8);
        Anillo other = new Anillo(recientes, 0);
        add(other, 8); // 21 came; the oldest of them is one that the clearing took
        assertThat(anillo.covers(100)).isTrue();
        assertThat(forgotten).isZero();
    }

    @Test
    void coversExactlyWhatIsLeftWhateverComes() {
        Random dice = new Random(20261129);
        List<Anillo> rings =
                IntStream.range(0, 5).mapToObj(i -> new Anillo(recientes, 0)).toList();
        long[] heads = new long[rings.size()];
        ArrayDeque<long[]> kept = new ArrayDeque<>();
        for (int i = 0; i < 5_000; i++) {
            int ring = dice.nextInt(rings.size());
            rings.get(ring).add(null);
            kept.add(new long[] {ring, ++heads[ring]});
            if (kept.size() > OF_ALL) {
                kept.remove();
            }
            for (int each = 0; each < rings.size(); each++) {
                long head = heads[each];
                int which = each;
                long inAll = kept.stream().filter(event -> event[0] == which).count();
                long left = Math.min(OF_EACH, inAll);
                assertThat(rings.get(each).covers(head - left)).isTrue();
                assertThat(left == head || !rings.get(each).covers(head - left - 1))
                        .isTrue();
            }
        }
    }

    private static void add(Anillo anillo, int events) {
        for (int i = 0; i < events; i++) {
            anillo.add(null);
        }
    }
}
