package cargue.bench.socket;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/**
 * A client's frames, each ready to be written. Their mask is zero: it must be there, but guards proxies against hostile
 * pages, of which there are none between a bench and its server.
 */
final class ClientFrames {

    private static final int FIN = 0x80;
    private static final int TEXT = 1;
    private static final int CLOSE = 8;
    private static final int PONG = 10;
    private static final int MASKED = 0x80;
    private static final int SHORT_LENGTH = 125;
    private static final int LENGTH_FOLLOWS = 126;
    private static final int MASK = 4;

    private ClientFrames() {}

    static ByteBuffer text(String message) {
        return frame(TEXT, ByteBuffer.wrap(message.getBytes(StandardCharsets.UTF_8)));
    }

    static ByteBuffer pong(ByteBuffer payload) {
        return frame(PONG, payload);
    }

    static ByteBuffer close(int code) {
        return frame(
                CLOSE, ByteBuffer.allocate(Short.BYTES).putShort((short) code).flip());
    }

    private static ByteBuffer frame(int opcode, ByteBuffer payload) {
        int length = payload.remaining();
        if (length > 0xffff) {
            throw new IllegalArgumentException("longer than a client's message may be: " + length);
        }
        ByteBuffer frame = ByteBuffer.allocate(2 + Short.BYTES + MASK + length);
        frame.put((byte) (FIN | opcode));
        if (length <= SHORT_LENGTH) {
            frame.put((byte) (MASKED | length));
        } else {
            frame.put((byte) (MASKED | LENGTH_FOLLOWS)).putShort((short) length);
        }
        return frame.putInt(0).put(payload).flip();
    }
}
