package cargue.bench.socket;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class FrameParserTests implements FrameParser.Sink {

    private final List<String> got = new ArrayList<>();
    private final FrameParser parser = new FrameParser(this);

    @Test
    void givesTheSameMessagesHoweverTheBytesAreCut() {
        byte[] stream = join(
                frame(0x81, "uno"),
                frame(0x81, "ñ".repeat(100)),
                frame(0x01, "par"),
                frame(0x89, "pulso"),
                frame(0x80, "tido"),
                frame(0x81, "x".repeat(1000)),
                frame(0x88, "\u0003\u00f4adios"));
        parser.feed(ByteBuffer.wrap(stream));
        List<String> whole = List.copyOf(got);
        assertThat(whole)
                .containsExactly(
                        "text uno",
                        "text " + "ñ".repeat(100),
                        "ping pulso",
                        "text partido",
                        "text " + "x".repeat(1000),
                        "close 1012 adios");
        for (int piece : new int[] {1, 2, 3, 7, 126, 4096}) {
            got.clear();
            FrameParser another = new FrameParser(this);
            for (int at = 0; at < stream.length; at += piece) {
                another.feed(ByteBuffer.wrap(stream, at, Math.min(piece, stream.length - at)));
            }
            assertThat(got).as("in pieces of %d", piece).isEqualTo(whole);
        }
    }

    @Test
    void takesTheLongestMessageThatTheContractAllows() {
        String longest = "x".repeat(FrameParser.LONGEST_MESSAGE);
        byte[] stream = frame(0x81, longest);
        parser.feed(ByteBuffer.wrap(stream, 0, 9));
        parser.feed(ByteBuffer.wrap(stream, 9, stream.length - 9));
        assertThat(got).containsExactly("text " + longest);
    }

    @Test
    void takesAnEmptyMessageAndACloseWithoutCode() {
        parser.feed(ByteBuffer.wrap(join(frame(0x81, ""), frame(0x88, ""))));
        assertThat(got).containsExactly("text ", "close 1005 ");
    }

    @Test
    void refusesWhatAServerMustNotSend() {
        refuses("reserved", bytes(0xc1, 0));
        refuses("masked", bytes(0x81, 0x80));
        refuses("opcode", bytes(0x82, 0));
        refuses("fragment", bytes(0x80, 0));
        refuses("fragment", join(frame(0x01, "a"), frame(0x81, "b")));
        refuses("control", bytes(0x09, 0));
        refuses("control", bytes(0x89, 126, 0, 126), new byte[126]);
        refuses("shortest", bytes(0x81, 126, 0, 125));
        refuses("shortest", bytes(0x81, 127, 0, 0, 0, 0, 0, 0, 0xff, 0xff));
        refuses("close code", bytes(0x88, 1, 3));
    }

    @Test
    void refusesAMessageAboveTheContractsBoundBeforeItIsThere() {
        refuses("longer", bytes(0x81, 127, 0, 0, 0, 0, 0, 1, 0, 1));
        refuses("longer", bytes(0x81, 127, 0xff, 0, 0, 0, 0, 0, 0, 0));
        refuses("too long", join(frame(0x01, "x".repeat(FrameParser.LONGEST_MESSAGE)), frame(0x80, "y")));
    }

    private static void refuses(String why, byte[]... parts) {
        FrameParser strict = new FrameParser(new FrameParserTests());
        assertThatThrownBy(() -> strict.feed(ByteBuffer.wrap(join(parts))))
                .isInstanceOf(ProtocolViolation.class)
                .hasMessageContaining(why);
    }

    @Override
    public void text(ByteBuffer message) {
        got.add("text " + StandardCharsets.UTF_8.decode(message));
    }

    @Override
    public void ping(ByteBuffer payload) {
        got.add("ping " + StandardCharsets.UTF_8.decode(payload));
    }

    @Override
    public void close(int code, String reason) {
        got.add("close " + code + " " + reason);
    }

    /** A server's frame; of a close the text's first two characters are the code's bytes. */
    private static byte[] frame(int first, String text) {
        byte[] payload = text.getBytes((first & 0x0f) == 8 ? StandardCharsets.ISO_8859_1 : StandardCharsets.UTF_8);
        int length = payload.length;
        byte[] header;
        if (length < 126) {
            header = bytes(first, length);
        } else if (length <= 0xffff) {
            header = bytes(first, 126, length >> 8, length);
        } else {
            header = bytes(first, 127, 0, 0, 0, 0, length >> 24, length >> 16, length >> 8, length);
        }
        return join(header, payload);
    }

    private static byte[] bytes(int... values) {
        byte[] bytes = new byte[values.length];
        for (int i = 0; i < values.length; i++) {
            bytes[i] = (byte) values[i];
        }
        return bytes;
    }

    private static byte[] join(byte[]... parts) {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        for (byte[] part : parts) {
            all.writeBytes(part);
        }
        return all.toByteArray();
    }
}
