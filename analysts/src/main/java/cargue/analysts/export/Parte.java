package cargue.analysts.export;

import cargue.local.process.StackException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.jspecify.annotations.Nullable;

/** {@code FILE.part}: lines that are written one after the other. One owner at a time, one thread. */
final class Parte implements AutoCloseable {

    private static final int BUFFER = 256 * 1024;

    private final FileChannel channel;
    private final boolean created;
    private final ByteBuffer buffer = ByteBuffer.allocate(BUFFER);
    private long bytes;

    private Parte(FileChannel channel, boolean created) {
        this.channel = channel;
        this.created = created;
    }

    /**
     * Takes the file and makes it if it is missing.
     *
     * @throws StackException when another process has it
     */
    static Parte open(Path path) throws IOException {
        boolean created = true;
        FileChannel channel;
        try {
            channel = FileChannel.open(path, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
        } catch (FileAlreadyExistsException e) {
            created = false;
            channel = FileChannel.open(path, StandardOpenOption.WRITE);
        }
        try {
            if (lock(channel) == null) {
                throw new StackException(
                        path + " is being written by another export: wait for it, or use another FILE");
            }
            return new Parte(channel, created);
        } catch (IOException | StackException e) {
            channel.close();
            throw e;
        }
    }

    private static @Nullable FileLock lock(FileChannel channel) throws IOException {
        try {
            return channel.tryLock();
        } catch (OverlappingFileLockException e) {
            return null; // of this very process
        }
    }

    /** Whether it was made by being opened. */
    boolean isCreated() {
        return created;
    }

    /** What lies on the disk. */
    long size() throws IOException {
        return channel.size();
    }

    /** Goes on after so many bytes; what lies behind them is forgotten. */
    void goOnAt(long length) throws IOException {
        channel.truncate(length);
        channel.position(length);
        buffer.clear();
        bytes = length;
    }

    /** All that was written, whether it is on the disk or not. */
    long bytes() {
        return bytes;
    }

    /** Writes a line; in JSON a line's end stands only between two tokens, where a space means the same. */
    void line(byte[] json) throws IOException {
        for (byte one : json) {
            put(one == '\n' || one == '\r' ? (byte) ' ' : one);
        }
        put((byte) '\n');
        bytes += json.length + 1;
    }

    /** All that was written is on the disk. */
    void force() throws IOException {
        flush();
        channel.force(true);
    }

    private void put(byte one) throws IOException {
        if (!buffer.hasRemaining()) {
            flush();
        }
        buffer.put(one);
    }

    private void flush() throws IOException {
        buffer.flip();
        while (buffer.hasRemaining()) {
            channel.write(buffer);
        }
        buffer.clear();
    }

    /** Gives it up; what was not forced may or may not be there. */
    @Override
    public void close() throws IOException {
        channel.close();
    }
}
