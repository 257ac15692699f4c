package cargue.push.socket;

import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import org.eclipse.jetty.io.EndPoint;
import org.eclipse.jetty.server.ConnectionMetaData;
import org.eclipse.jetty.server.Connector;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.websocket.core.Frame;
import org.eclipse.jetty.websocket.core.OpCode;
import org.eclipse.jetty.websocket.core.OutgoingEntry;
import org.eclipse.jetty.websocket.core.WebSocketConnection;
import org.eclipse.jetty.websocket.core.WebSocketCoreSession;
import org.jspecify.annotations.Nullable;

/**
 * Jetty's WebSocket connection with an outbound side of our own. Jetty reads: frames, masks, fragments, UTF-8, limits,
 * the closing handshake. What it wants to send (pongs, closes) and what we send goes through one {@link Salida}.
 */
final class ViewerConnection extends WebSocketConnection {

    private static final int FIN = 0x80;
    private static final int LONGEST_CONTROL = 125;

    private final WebSocketCoreSession session;
    private final Salida salida;

    private ViewerConnection(EndPoint endPoint, Connector connector, WebSocketCoreSession session) {
        super(endPoint, connector.getExecutor(), connector.getScheduler(), connector.getByteBufferPool(), session);
        this.session = session;
        this.salida = new Salida(endPoint);
    }

    /** For a session whose upgrade has been answered and whose connection has not been opened yet. */
    static ViewerConnection of(ConnectionMetaData http, WebSocketCoreSession session) {
        ViewerConnection connection =
                new ViewerConnection(http.getConnection().getEndPoint(), http.getConnector(), session);
        connection.setUseInputDirectByteBuffers(http.getHttpConfiguration().isUseInputDirectByteBuffers());
        http.getConnector().getEventListeners().forEach(connection::addEventListener);
        session.setWebSocketConnection(connection);
        return connection;
    }

    /** Where messages go. */
    Salida salida() {
        return salida;
    }

    /** Jetty's own frames. Messages do not come this way. */
    @Override
    public void enqueueFrame(OutgoingEntry entry) {
        Frame frame = entry.getFrame();
        Callback callback = Callback.from(entry.getCallback()::succeeded, cause -> {
            entry.getCallback().failed(cause);
            session.processConnectionError(cause, Callback.NOOP);
        });
        if (frame.getOpCode() == OpCode.CLOSE) {
            salida.close(bytes(frame), callback);
        } else if (frame.isControlFrame()) {
            salida.control(bytes(frame), callback);
        } else {
            throw new IllegalStateException("a message on Jetty's way out: " + frame);
        }
    }

    private static ByteBuffer bytes(Frame frame) {
        int length = frame.getPayloadLength();
        if (length > LONGEST_CONTROL) {
            throw new IllegalArgumentException("a control frame of " + length + " bytes");
        }
        ByteBuffer bytes = ByteBuffer.allocate(2 + length);
        bytes.put((byte) (FIN | frame.getOpCode())).put((byte) length);
        ByteBuffer payload = frame.getPayload();
        if (payload != null) {
            bytes.put(payload.duplicate());
        }
        return bytes.flip();
    }

    @Override
    public void onClose(@Nullable Throwable cause) {
        super.onClose(cause);
        salida.fail(cause == null ? new ClosedChannelException() : cause);
    }
}
