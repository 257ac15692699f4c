package cargue.push.viewer;

import static org.assertj.core.api.Assertions.assertThat;

import cargue.push.Eventos;
import org.junit.jupiter.api.Test;

class MensajeTests {

    private static final String LIVE = "{\"type\":\"check_update\",\"producto\":\"PORCIÓN #1 / Ñ 330Gr\",\"v\":true,"
            + "\"d\":true,\"dia\":\"LUNES\",\"fecha\":\"2026-01-05\",\"vendedor_id\":\"ID1\",\"seq\":8,\"total\":100,"
            + "\"ocurrido_en\":\"2026-01-05T12:01:02.128Z\"}";

    private final Mensaje live = Mensaje.live(Eventos.check(8, "PORCIÓN #1 / Ñ 330Gr"));

    @Test
    void aLiveMessageHasTheKeysOfTheContractInItsOrder() {
        assertThat(live).hasToString(LIVE);
    }

    @Test
    void aReplayedMessageIsTheSameWithReplayAppended() {
        assertThat(live.replay()).hasToString(LIVE.replace("Z\"}", "Z\",\"replay\":true}"));
    }

    @Test
    void readingItForOneViewerLeavesItWholeForTheNext() {
        live.texto().position(10);

        assertThat(live.texto().position()).isZero();
        assertThat(live.texto().isReadOnly()).isTrue();
    }
}
