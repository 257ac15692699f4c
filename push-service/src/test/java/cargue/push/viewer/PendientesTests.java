package cargue.push.viewer;

import static org.assertj.core.api.Assertions.assertThat;

import cargue.push.Eventos;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class PendientesTests {

    private final Pendientes pendientes = new Pendientes(3);

    @Test
    void keepsEveryChangeOfOneRowUpToTheLimit() {
        assertThat(add(1, "A") + add(2, "A") + add(3, "A")).isZero();

        assertThat(drain()).containsExactly(1L, 2L, 3L);
    }

    @Test
    void overTheLimitKeepsTheLatestOfEachRowInAscendingSeq() {
        int merged = add(1, "A") + add(2, "B") + add(3, "A") + add(4, "C") + add(5, "B");

        assertThat(merged).isEqualTo(2);
        assertThat(drain()).containsExactly(3L, 4L, 5L);
    }

    @Test
    void neverHoldsMoreThanTheRowsOrTheLimit() {
        for (long seq = 1; seq <= 10_000; seq++) {
            add(seq, "P" + seq % 36);
        }

        assertThat(drain()).hasSize(36).isSorted();
    }

    @Test
    void keepsEveryChangeAgainOnceAllWasSent() {
        for (long seq = 1; seq <= 5; seq++) {
            add(seq, "A");
        }
        assertThat(drain()).containsExactly(5L);

        add(6, "A");
        add(7, "A");

        assertThat(drain()).containsExactly(6L, 7L);
    }

    private int add(long seq, String producto) {
        return pendientes.add(Mensaje.live(Eventos.check(seq, producto)));
    }

    private List<Long> drain() {
        List<Long> seqs = new ArrayList<>();
        for (Mensaje next = pendientes.next(); next != null; next = pendientes.next()) {
            seqs.add(Long.parseLong(next.toString().replaceAll(".*\"seq\":(\\d+).*", "$1")));
        }
        return seqs;
    }
}
