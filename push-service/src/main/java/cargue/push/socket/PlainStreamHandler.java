package cargue.push.socket;

import cargue.push.PushSettings;
import cargue.push.socket.Entrada.Peticion;
import cargue.push.stream.PushStream;
import cargue.push.viewer.Cierre;
import cargue.push.viewer.Viewer;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.web.socket.CloseStatus;
import org.springframework.web.socket.SubProtocolCapable;
import org.springframework.web.socket.WebSocketHandler;
import org.springframework.web.socket.WebSocketMessage;
import org.springframework.web.socket.WebSocketSession;

/** The plain stream's end of each WebSocket: makes the viewer, and tells it what the peer does. */
@Component
final class PlainStreamHandler implements WebSocketHandler, SubProtocolCapable {

    private static final String VIEWER = Viewer.class.getName();

    /**
     * The transport takes messages up to this many times the limit, so that a little too long a one is answered with
     * the contract's 4413; a longer one it ends itself, with 1009, before it takes memory.
     */
    private static final int TRANSPORT_LIMIT_FACTOR = 2;

    private final PushStream stream;
    private final OpenViewers open;
    private final int maxMessage;

    PlainStreamHandler(PushStream stream, OpenViewers open, PushSettings settings) {
        this.stream = stream;
        this.open = open;
        this.maxMessage = Math.toIntExact(settings.maxClientMessage().toBytes());
    }

    @Override
    public List<String> getSubProtocols() {
        return List.of("cargue.v0");
    }

    @Override
    public void afterConnectionEstablished(WebSocketSession session) {
        session.setTextMessageSizeLimit(TRANSPORT_LIMIT_FACTOR * maxMessage);
        session.setBinaryMessageSizeLimit(TRANSPORT_LIMIT_FACTOR * maxMessage);
        Peticion peticion = HandshakeChecks.peticion(session.getAttributes());
        Viewer viewer = new Viewer(
                peticion.vendedorId(),
                peticion.filtro(),
                peticion.desde(),
                JettyViewerSocket.of(session),
                stream.viewerRules());
        session.getAttributes().put(VIEWER, viewer);
        open.opened();
        if (!stream.join(viewer)) {
            viewer.close(Cierre.SOBRECARGA);
        }
    }

    /** What a viewer of the plain stream says is not looked at; that it says something shows that it lives. */
    @Override
    public void handleMessage(WebSocketSession session, WebSocketMessage<?> message) {
        if (session.getAttributes().get(VIEWER) instanceof Viewer viewer) {
            viewer.onRead();
            if (message.getPayloadLength() > maxMessage) {
                viewer.close(Cierre.DEMASIADO_GRANDE);
            }
        }
    }

    /** The close that follows is what counts. */
    @Override
    public void handleTransportError(WebSocketSession session, Throwable cause) {}

    @Override
    public void afterConnectionClosed(WebSocketSession session, CloseStatus status) {
        @Nullable Object viewer = session.getAttributes().remove(VIEWER);
        if (viewer instanceof Viewer gone) {
            open.closed();
            gone.onClosed();
        }
    }

    @Override
    public boolean supportsPartialMessages() {
        return false;
    }
}
