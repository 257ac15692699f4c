package cargue.push.wire;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;

/** One message, ready to be sent: UTF-8 text, encoded once and shared by all viewers that get it. Immutable. */
public final class Texto {

    private final byte[] bytes;

    Texto(byte[] bytes) {
        this.bytes = bytes;
    }

    /** The text as a view of its own over the shared bytes. */
    public ByteBuffer buffer() {
        return ByteBuffer.wrap(bytes).asReadOnlyBuffer();
    }

    /** The text's bytes, a copy of their own. */
    public byte[] toBytes() {
        return bytes.clone();
    }

    /** Length in bytes. */
    public int length() {
        return bytes.length;
    }

    byte[] bytes() {
        return bytes;
    }

    @Override
    public String toString() {
        return new String(bytes, UTF_8);
    }
}
