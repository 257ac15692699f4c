package cargue.push.socket;

import cargue.push.OwnedBy;
import cargue.push.stream.PushStream;
import cargue.push.wire.Texto;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * The message that is being written, as one whole WebSocket frame outside the heap: what goes to a thousand viewers one
 * after the other is framed and copied once, and the system takes it without another copy. As large as the largest
 * message so far, which the contract bounds.
 */
@Component
@OwnedBy(PushStream.THREAD)
final class FrameBuffer {

    private static final int FIRST_SIZE = 4 << 10;
    private static final byte TEXT = (byte) 0x81; // the only and last fragment, unmasked
    private static final int LONGEST_HEADER = 10;
    private static final int SHORT_LENGTH = 125;
    private static final int LENGTH_FOLLOWS = 126;
    private static final int LONG_LENGTH_FOLLOWS = 127;
    private static final int MIDDLE_LENGTH = 0xffff;

    private ByteBuffer buffer = ByteBuffer.allocateDirect(FIRST_SIZE);
    private @Nullable Texto framed;

    /** The message's frame, from its first to its last byte; good until the next call. */
    ByteBuffer of(Texto texto) {
        if (texto != framed) {
            frame(texto);
            framed = texto;
        }
        return buffer.rewind();
    }

    private void frame(Texto texto) {
        int length = texto.length();
        if (buffer.capacity() < length + LONGEST_HEADER) {
            buffer = ByteBuffer.allocateDirect(length + LONGEST_HEADER);
        }
        buffer.clear().put(TEXT);
        if (length <= SHORT_LENGTH) {
            buffer.put((byte) length);
        } else if (length <= MIDDLE_LENGTH) {
            buffer.put((byte) LENGTH_FOLLOWS).putShort((short) length);
        } else {
            buffer.put((byte) LONG_LENGTH_FOLLOWS).putLong(length);
        }
        buffer.put(texto.buffer()).flip();
    }
}
