package cargue.push.socket;

import cargue.push.entrada.MessagePace;
import cargue.push.entrada.Sesion;
import cargue.push.stream.Conexion;
import cargue.push.stream.Formato;
import java.nio.ByteBuffer;
import java.util.Objects;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.websocket.core.CloseStatus;
import org.eclipse.jetty.websocket.core.CoreSession;
import org.eclipse.jetty.websocket.core.Frame;
import org.eclipse.jetty.websocket.core.OpCode;
import org.eclipse.jetty.websocket.core.WebSocketCoreSession;
import org.eclipse.jetty.websocket.core.internal.MessageHandler;
import org.jspecify.annotations.Nullable;

/** The server's end of one WebSocket, from its opening to its end. Jetty calls it, one call after the other. */
final class ViewerSession extends MessageHandler {

    private final StreamHandler handler;
    private StreamHandler.@Nullable Opening opening;
    private @Nullable Client client;

    ViewerSession(StreamHandler handler, StreamHandler.Opening opening) {
        this.handler = handler;
        this.opening = opening;
    }

    /** What is known of a session's client. */
    record Client(Conexion conexion, Formato formato, Sesion sesion, MessagePace pace) {}

    @Override
    public void onOpen(CoreSession session, Callback callback) {
        if (!(session instanceof WebSocketCoreSession core && core.getConnection() instanceof ViewerConnection own)) {
            throw new IllegalStateException("not a connection of ours: " + session);
        }
        client = handler.opened(Objects.requireNonNull(opening, "opened twice"), session, own.salida());
        opening = null;
        super.onOpen(session, callback);
    }

    @Override
    public void onFrame(Frame frame, Callback callback) {
        Client current = client;
        if (current != null && frame.getOpCode() != OpCode.CLOSE) {
            current.conexion().onRead();
        }
        super.onFrame(frame, callback);
    }

    @Override
    protected void onText(String text, Callback callback) {
        Client current = client;
        if (current != null) {
            handler.text(current, text);
        }
        callback.succeeded();
    }

    /** Nothing that is understood; its length counts as a text's. */
    @Override
    protected void onBinary(ByteBuffer bytes, Callback callback) {
        Client current = client;
        if (current != null) {
            handler.message(current, bytes.remaining(), "");
        }
        callback.succeeded();
    }

    @Override
    public void onClosed(CloseStatus status, Callback callback) {
        Client gone = client;
        client = null;
        if (gone != null) {
            handler.closed(gone);
        }
        super.onClosed(status, callback);
    }
}
