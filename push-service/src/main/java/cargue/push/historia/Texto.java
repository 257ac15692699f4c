package cargue.push.historia;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;

/** UTF-8 text, encoded once. Immutable. */
final class Texto {

    private final byte[] bytes;

    Texto(byte[] bytes) {
        this.bytes = bytes;
    }

    ByteBuffer buffer() {
        return ByteBuffer.wrap(bytes).asReadOnlyBuffer();
    }

    int length() {
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
