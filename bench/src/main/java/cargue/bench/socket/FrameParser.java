package cargue.bench.socket;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/**
 * Takes what a server sends apart into messages. Bytes come in pieces of any size; only what is left of an unfinished
 * frame or message is kept. Used by one thread.
 */
final class FrameParser {

    /** The contract's bound of a server's message. */
    static final int LONGEST_MESSAGE = 64 << 10;

    private static final int FIN = 0x80;
    private static final int RESERVED = 0x70;
    private static final int OPCODE = 0x0f;
    private static final int MASKED = 0x80;
    private static final int LONGEST_CONTROL = 125;
    private static final int NO_STATUS = 1005;
    private static final byte[] NOTHING = {};

    private final Sink sink;
    private byte[] kept = NOTHING;
    private final ByteArrayOutputStream fragments = new ByteArrayOutputStream(0);
    private boolean fragmented;

    FrameParser(Sink sink) {
        this.sink = sink;
    }

    /** Who gets them, within the call that brought their last byte. A buffer is valid only within the call. */
    interface Sink {
        void text(ByteBuffer message);

        void ping(ByteBuffer payload);

        void close(int code, String reason);
    }

    /**
     * Takes all bytes.
     *
     * @throws ProtocolViolation when a server must not send them
     */
    void feed(ByteBuffer bytes) {
        ByteBuffer in = kept.length == 0 ? bytes : joined(bytes);
        while (takeFrame(in)) {
            // the next one
        }
        kept = in.hasRemaining() ? rest(in) : NOTHING;
    }

    /** False, with nothing taken, when the frame is not all there. */
    private boolean takeFrame(ByteBuffer in) {
        int start = in.position();
        if (in.remaining() < 2) {
            return false;
        }
        int first = in.get() & 0xff;
        int second = in.get() & 0xff;
        require((first & RESERVED) == 0, "a reserved bit is set");
        require((second & MASKED) == 0, "a server's frame is masked");
        int length = length(in, second);
        if (length < 0 || in.remaining() < length) {
            in.position(start);
            return false;
        }
        ByteBuffer payload = in.slice(in.position(), length);
        in.position(in.position() + length);
        deliver((first & FIN) != 0, first & OPCODE, payload);
        return true;
    }

    /** Of the payload; -1 when the header is not all there. */
    private static int length(ByteBuffer in, int second) {
        long length = second;
        if (second == 126) {
            if (in.remaining() < Short.BYTES) {
                return -1;
            }
            length = in.getShort() & 0xffff;
            require(length > LONGEST_CONTROL, "a length is not in its shortest form");
        } else if (second == 127) {
            if (in.remaining() < Long.BYTES) {
                return -1;
            }
            length = in.getLong();
            require(length < 0 || length > 0xffff, "a length is not in its shortest form");
        }
        require(length >= 0 && length <= LONGEST_MESSAGE, "a frame is longer than " + LONGEST_MESSAGE + " bytes");
        return (int) length;
    }

    private void deliver(boolean last, int opcode, ByteBuffer payload) {
        if (opcode >= 8) {
            require(last && payload.remaining() <= LONGEST_CONTROL, "a control frame is fragmented or too long");
        }
        switch (opcode) {
            case 0, 1 -> takeText(last, opcode, payload);
            case 8 -> takeClose(payload);
            case 9 -> sink.ping(payload);
            case 10 -> {} // a pong that nobody asked for is allowed
            default -> throw new ProtocolViolation("opcode " + opcode);
        }
    }

    private void takeText(boolean last, int opcode, ByteBuffer payload) {
        require(fragmented == (opcode == 0), "a fragment where none belongs, or a message within a message");
        if (last && !fragmented) {
            sink.text(payload);
            return;
        }
        require(fragments.size() + payload.remaining() <= LONGEST_MESSAGE, "a message is too long");
        fragments.write(payload.array(), payload.arrayOffset() + payload.position(), payload.remaining());
        fragmented = !last;
        if (last) {
            ByteBuffer message = ByteBuffer.wrap(fragments.toByteArray());
            fragments.reset();
            sink.text(message);
        }
    }

    private void takeClose(ByteBuffer payload) {
        require(payload.remaining() != 1, "half a close code");
        int code = payload.hasRemaining() ? payload.getShort() & 0xffff : NO_STATUS;
        sink.close(code, StandardCharsets.UTF_8.decode(payload).toString());
    }

    private ByteBuffer joined(ByteBuffer bytes) {
        ByteBuffer all = ByteBuffer.allocate(kept.length + bytes.remaining());
        return all.put(kept).put(bytes).flip();
    }

    private static byte[] rest(ByteBuffer in) {
        byte[] rest = new byte[in.remaining()];
        in.get(rest);
        return rest;
    }

    private static void require(boolean right, String wrong) {
        if (!right) {
            throw new ProtocolViolation(wrong);
        }
    }
}
