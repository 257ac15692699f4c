package cargue.push.socket;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.eclipse.jetty.io.ByteArrayEndPoint;

/** An endpoint that takes as many bytes as it has been given room for, and keeps them. Thread-safe. */
final class Cable extends ByteArrayEndPoint {

    private final ByteArrayOutputStream taken = new ByteArrayOutputStream();
    private final List<Runnable> duringNext = new ArrayList<>();
    private long room;
    private boolean broken;

    Cable(long room) {
        this.room = room;
    }

    @Override
    public boolean flush(ByteBuffer... buffers) throws IOException {
        List<Runnable> meanwhile;
        boolean all = true;
        synchronized (this) {
            if (broken) {
                throw new IOException("the cable is broken");
            }
            for (ByteBuffer buffer : buffers) {
                while (buffer.hasRemaining() && room > 0) {
                    taken.write(buffer.get());
                    room--;
                }
                all &= !buffer.hasRemaining();
            }
            meanwhile = List.copyOf(duringNext);
            duringNext.clear();
        }
        meanwhile.forEach(Runnable::run);
        return all;
    }

    /** Takes so many bytes more, and goes on with a write that waits for it. */
    void take(long bytes) {
        synchronized (this) {
            room += bytes;
        }
        getWriteFlusher().completeWrite();
    }

    /** Fails the write that is under way, and all that come. */
    void breakNow(Throwable cause) {
        synchronized (this) {
            broken = true;
        }
        getWriteFlusher().onFail(cause);
    }

    /** Runs the action inside the next write, as if it came from another thread at that moment. */
    synchronized void duringNext(Runnable action) {
        duringNext.add(action);
    }

    synchronized byte[] taken() {
        return taken.toByteArray();
    }
}
