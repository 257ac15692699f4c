package cargue.push.socket;

import static org.assertj.core.api.Assertions.assertThat;

import cargue.push.wire.Texto;
import cargue.push.wire.V1Messages;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FrameBufferTests {

    private final FrameBuffer frames = new FrameBuffer();

    /** The forms of a length are those of RFC 6455, 5.2: one byte, 126 and two, 127 and eight. */
    @ParameterizedTest
    @CsvSource({"125,817d", "126,817e007e", "65535,817effff", "65536,817f0000000000010000"})
    void writesEachFormOfALength(int length, String header) {
        Texto texto = texto(length);
        ByteBuffer frame = frames.of(texto);
        assertThat(frame.position()).isZero();
        assertThat(frame.remaining()).isEqualTo(header.length() / 2 + length);
        StringBuilder start = new StringBuilder();
        for (int i = 0; i < header.length() / 2; i++) {
            start.append(String.format("%02x", frame.get()));
        }
        assertThat(start).hasToString(header);
        assertThat(frame).isEqualTo(texto.buffer());
    }

    @Test
    void givesTheSameMessageFromItsStartAgain() {
        Texto one = texto(200);
        frames.of(one).position(17); // as a write leaves it
        assertThat(text(frames.of(one))).endsWith(one.toString());
        Texto other = texto(300);
        assertThat(text(frames.of(other))).endsWith(other.toString());
        assertThat(text(frames.of(one))).endsWith(one.toString());
    }

    private static String text(ByteBuffer frame) {
        return StandardCharsets.ISO_8859_1.decode(frame.duplicate()).toString();
    }

    /** A message of exactly so many bytes. */
    private static Texto texto(int length) {
        int around = V1Messages.checks(null, 1, 2, List.of(new byte[0])).length();
        byte[] row = "x".repeat(length - around).getBytes(StandardCharsets.US_ASCII);
        return V1Messages.checks(null, 1, 2, List.of(row));
    }
}
