package cargue.push.socket;

import static org.assertj.core.api.Assertions.assertThat;

import cargue.push.wire.Texto;
import cargue.push.wire.Textos;
import java.nio.ByteBuffer;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FrameBufferTests {

    private final FrameBuffer frames = new FrameBuffer();

    @ParameterizedTest
    @CsvSource({"0, 8100", "1, 8101", "125, 817d", "126, 817e007e", "65535, 817effff", "65536, 817f0000000000010000"})
    void theHeaderHasTheShortestFormOfTheLength(int length, String header) {
        Texto texto = Textos.of('a', length);

        assertThat(HexFormat.of().formatHex(bytes(frames.of(texto))))
                .isEqualTo(header + HexFormat.of().formatHex(texto.toBytes()));
    }

    @Test
    void theSameMessageIsFramedOnceAndGivenFromItsFirstByte() {
        Texto texto = Textos.of('a', 200);
        ByteBuffer first = frames.of(texto);
        byte[] whole = bytes(first);
        first.position(100); // a system that took half of it

        ByteBuffer second = frames.of(texto);

        assertThat(second).isSameAs(first);
        assertThat(second.position()).isZero();
        assertThat(bytes(second)).isEqualTo(whole);
    }

    @Test
    void anotherMessageReplacesItWhetherLongerOrShorter() {
        frames.of(Textos.of('a', 200));

        assertThat(bytes(frames.of(Textos.of('b', 70_000))))
                .hasSize(10 + 70_000)
                .endsWith('b');
        assertThat(bytes(frames.of(Textos.of('c', 3)))).containsExactly(0x81, 3, 'c', 'c', 'c');
        assertThat(bytes(frames.of(Textos.of('d', 3)))).containsExactly(0x81, 3, 'd', 'd', 'd');
    }

    @Test
    void theFrameIsOutsideTheHeapSoThatTheSystemTakesItWithoutACopy() {
        assertThat(frames.of(Textos.of('a', 1)).isDirect()).isTrue();
        assertThat(frames.of(Textos.of('a', 70_000)).isDirect()).isTrue();
    }

    private static byte[] bytes(ByteBuffer frame) {
        byte[] bytes = new byte[frame.remaining()];
        frame.duplicate().get(bytes);
        return bytes;
    }
}
