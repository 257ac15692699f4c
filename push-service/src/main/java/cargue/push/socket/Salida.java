package cargue.push.socket;

import cargue.push.viewer.ViewerSocket.Completion;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.SocketChannel;
import java.nio.channels.WritePendingException;
import java.util.ArrayDeque;
import org.eclipse.jetty.io.EndPoint;
import org.eclipse.jetty.io.SelectableChannelEndPoint;
import org.eclipse.jetty.util.Callback;
import org.jspecify.annotations.Nullable;

/**
 * All that goes out on one WebSocket, one whole frame after the other. A message is written by the stream's thread at
 * once, straight to the system, when nothing is under way; what the system does not take is finished by Jetty's selector.
 * Control frames wait for the frame under way and go before a message that waits; a close goes last, and after it
 * nothing. At most one message waits (its sender waits for its completion), and {@link #MOST_CONTROL} control frames: one
 * more fails, which ends the connection. No call blocks; any thread.
 */
final class Salida {

    /** More than there ever are: Jetty reads on only when its pong was written, and we ping a socket that is free. */
    static final int MOST_CONTROL = 8;

    private final EndPoint endPoint;
    private final @Nullable SocketChannel channel;

    /** Below: by this object's lock. Whether a frame is under way in the endpoint. */
    private boolean busy;

    /** Whether a close was given, or the connection failed. */
    private boolean ended;

    private @Nullable ArrayDeque<Waiting> control;
    private @Nullable Waiting message;
    private @Nullable Waiting close;

    Salida(EndPoint endPoint) {
        this.endPoint = endPoint;
        // Without TLS the endpoint's bytes are the channel's. Its own way there is a gathering write of one buffer.
        this.channel = endPoint instanceof SelectableChannelEndPoint selectable
                        && selectable.getChannel() instanceof SocketChannel socket
                ? socket
                : null;
    }

    private record Waiting(ByteBuffer bytes, Callback callback) {}

    /**
     * Writes a message.
     *
     * @param frame all of it; read within the call
     * @param completion is called within the call when the system took all of it; after a close, which is a message's end
     *     too, likewise
     * @throws WritePendingException another message waits already
     */
    void message(ByteBuffer frame, Completion completion) {
        boolean taken;
        try {
            synchronized (this) {
                if (!ended && busy) {
                    if (message != null) {
                        throw new WritePendingException();
                    }
                    message = new Waiting(copy(frame), callback(completion));
                    return;
                }
                taken = ended || write(frame);
                busy |= !taken;
            }
        } catch (IOException e) {
            fail(e);
            completion.failed();
            return;
        }
        if (taken) {
            completion.accepted();
        } else {
            finish(new Waiting(copy(frame), callback(completion)));
        }
    }

    /** Writes a control frame that is no close. */
    void control(ByteBuffer frame, Callback callback) {
        Throwable refused;
        synchronized (this) {
            if (!ended && !busy) {
                busy = true;
                refused = null;
            } else {
                refused = ended ? new ClosedChannelException() : keep(new Waiting(frame, callback));
                if (refused == null) {
                    return;
                }
            }
        }
        if (refused == null) {
            finish(new Waiting(frame, callback));
        } else {
            callback.failed(refused);
        }
    }

    private @Nullable Throwable keep(Waiting waiting) {
        ArrayDeque<Waiting> queue = control;
        if (queue == null) {
            queue = new ArrayDeque<>(2);
            control = queue;
        }
        if (queue.size() == MOST_CONTROL) {
            return new WritePendingException();
        }
        queue.add(waiting);
        return null;
    }

    /** Writes a close frame, after all that was given before. */
    void close(ByteBuffer frame, Callback callback) {
        boolean second;
        synchronized (this) {
            second = ended;
            ended = true;
            if (!second && busy) {
                close = new Waiting(frame, callback);
                return;
            }
            busy |= !second;
        }
        if (second) {
            callback.failed(new ClosedChannelException());
        } else {
            finish(new Waiting(frame, callback));
        }
    }

    /** The connection is broken or gone: nothing more goes out, and who waits is told. */
    void fail(Throwable cause) {
        ArrayDeque<Waiting> waiting = new ArrayDeque<>();
        synchronized (this) {
            ended = true;
            for (Waiting next = next(); next != null; next = next()) {
                waiting.add(next);
            }
        }
        waiting.forEach(each -> each.callback().failed(cause));
    }

    private boolean write(ByteBuffer frame) throws IOException {
        if (channel == null) {
            return endPoint.flush(frame);
        }
        channel.write(frame);
        return !frame.hasRemaining();
    }

    /** Has the endpoint write what is left, and then what waits: one after the other, so that the stack does not grow. */
    private void finish(Waiting first) {
        Waiting current = first;
        while (current != null) {
            Writing writing = new Writing(current.callback());
            endPoint.write(writing, current.bytes());
            current = writing.returned();
        }
    }

    /** One frame in the endpoint. Who comes second, its end or the return from the call, goes on with what waits. */
    private final class Writing implements Callback {

        private final Callback callback;
        private @Nullable Waiting next;
        private boolean returned;

        Writing(Callback callback) {
            this.callback = callback;
        }

        @Override
        public void succeeded() {
            Waiting following = following();
            try {
                callback.succeeded();
            } finally {
                if (following != null && isReturned(following)) {
                    finish(following);
                }
            }
        }

        @Override
        public void failed(Throwable cause) {
            try {
                callback.failed(cause);
            } finally {
                fail(cause);
            }
        }

        private synchronized boolean isReturned(Waiting following) {
            next = following;
            return returned;
        }

        /** What is to be written now; null: nothing, or not by this caller. */
        synchronized @Nullable Waiting returned() {
            returned = true;
            return next;
        }
    }

    private synchronized @Nullable Waiting following() {
        Waiting next = next();
        busy = next != null;
        return next;
    }

    /** Takes what comes next. */
    private @Nullable Waiting next() {
        Waiting next = control == null ? null : control.poll();
        if (next == null) {
            next = message;
            message = null;
        }
        if (next == null) {
            next = close;
            close = null;
        }
        return next;
    }

    private static ByteBuffer copy(ByteBuffer rest) {
        return ByteBuffer.allocate(rest.remaining()).put(rest).flip();
    }

    private static Callback callback(Completion completion) {
        return Callback.from(completion::accepted, cause -> completion.failed());
    }
}
