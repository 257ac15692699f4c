package cargue.push.socket;

import cargue.push.PushSettings;
import cargue.push.entrada.Limites;
import cargue.push.entrada.MessagePace;
import cargue.push.entrada.Sesion;
import cargue.push.stream.Conexion;
import cargue.push.stream.Formato;
import cargue.push.stream.PushStream;
import cargue.push.viewer.Cierre;
import cargue.push.viewer.Peticion;
import cargue.seguridad.Identidad;
import cargue.seguridad.Tokens;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.web.socket.CloseStatus;
import org.springframework.web.socket.TextMessage;
import org.springframework.web.socket.WebSocketHandler;
import org.springframework.web.socket.WebSocketMessage;
import org.springframework.web.socket.WebSocketSession;

/** The server's end of each WebSocket: opens the connection in the stream, and tells it what the peer does. */
@Component
final class StreamHandler implements WebSocketHandler {

    static final String V1 = "cargue.v1";

    /** In the order of preference; a client that offers none gets the plain stream. */
    static final List<String> SUBPROTOCOLS = List.of(V1, "cargue.v0");

    private static final String CLIENT = Client.class.getName();

    /**
     * The transport takes messages up to this many times the limit, so that a little too long a one is answered with
     * the contract's 4413; a longer one it ends itself, with 1009, before it takes memory.
     */
    private static final int TRANSPORT_LIMIT_FACTOR = 2;

    private final PushStream stream;
    private final Limites limites;
    private final ClientMessages messages;
    private final Tokens tokens;
    private final PushSettings settings;
    private final int maxMessage;

    StreamHandler(PushStream stream, Limites limites, ClientMessages messages, Tokens tokens, PushSettings settings) {
        this.stream = stream;
        this.limites = limites;
        this.messages = messages;
        this.tokens = tokens;
        this.settings = settings;
        this.maxMessage = Math.toIntExact(settings.maxClientMessage().toBytes());
    }

    @Override
    public void afterConnectionEstablished(WebSocketSession session) {
        session.setTextMessageSizeLimit(TRANSPORT_LIMIT_FACTOR * maxMessage);
        session.setBinaryMessageSizeLimit(TRANSPORT_LIMIT_FACTOR * maxMessage);
        Identidad identidad = Sesion.kept(session.getAttributes());
        Peticion peticion = HandshakeChecks.peticion(session.getAttributes());
        Formato formato = formato(session, peticion);
        JettyViewerSocket socket = JettyViewerSocket.of(session);
        boolean withinLimits = limites.opened(identidad.sub());
        Conexion conexion = stream.open(formato, socket, identidad.expira());
        MessagePace pace = new MessagePace(limites::messages, settings.messagesPatience());
        session.getAttributes()
                .put(CLIENT, new Client(conexion, formato, new Sesion(identidad, tokens::examine), pace));
        if (!withinLimits) {
            stream.dismiss(conexion, Cierre.SOBRECARGA);
        } else if (peticion != null) {
            stream.follow(conexion, peticion);
        }
    }

    private static Formato formato(WebSocketSession session, @Nullable Peticion peticion) {
        if (peticion == null) {
            return Formato.V1_MANY;
        }
        return V1.equals(session.getAcceptedProtocol()) ? Formato.V1_ONE : Formato.PLAIN;
    }

    @Override
    public void handleMessage(WebSocketSession session, WebSocketMessage<?> message) {
        if (!(session.getAttributes().get(CLIENT) instanceof Client client)) {
            return;
        }
        client.conexion().onRead();
        if (message instanceof org.springframework.web.socket.PongMessage) {
            return;
        }
        if (message.getPayloadLength() > maxMessage) {
            stream.dismiss(client.conexion(), Cierre.DEMASIADO_GRANDE);
            return;
        }
        switch (client.pace().next(System.nanoTime())) {
            case FINE -> handle(client, message);
            case REFUSED -> messages.tooMany(client);
            case SILENTLY_REFUSED -> {}
            case OVER -> stream.dismiss(client.conexion(), Cierre.DEMASIADOS_MENSAJES);
        }
    }

    /** What a viewer of the plain stream says is not looked at; that it says something shows that it lives. */
    private void handle(Client client, WebSocketMessage<?> message) {
        if (client.formato() != Formato.PLAIN) {
            messages.handle(client, message instanceof TextMessage text ? text.getPayload() : "");
        }
    }

    /** The close that follows is what counts. */
    @Override
    public void handleTransportError(WebSocketSession session, Throwable cause) {}

    @Override
    public void afterConnectionClosed(WebSocketSession session, CloseStatus status) {
        @Nullable Object client = session.getAttributes().remove(CLIENT);
        if (client instanceof Client gone) {
            limites.closed(Sesion.kept(session.getAttributes()).sub());
            gone.conexion().onClosed();
        }
    }

    @Override
    public boolean supportsPartialMessages() {
        return false;
    }

    /** What is known of a session's client. */
    record Client(Conexion conexion, Formato formato, Sesion sesion, MessagePace pace) {}
}
