package cargue.push.socket;

import cargue.push.PushSettings;
import cargue.push.entrada.Limites;
import cargue.push.entrada.MessagePace;
import cargue.push.entrada.Sesion;
import cargue.push.socket.ViewerSession.Client;
import cargue.push.stream.Conexion;
import cargue.push.stream.Formato;
import cargue.push.stream.PushStream;
import cargue.push.stream.Quien;
import cargue.push.viewer.Cierre;
import cargue.push.viewer.Peticion;
import cargue.seguridad.Identidad;
import cargue.seguridad.Tokens;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.eclipse.jetty.websocket.core.CoreSession;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** The server's end of each WebSocket: opens the connection in the stream, and tells it what the peer does. */
@Component
final class StreamHandler {

    static final String V1 = "cargue.v1";

    /** In the order of preference; a client that offers none gets the plain stream. */
    static final List<String> SUBPROTOCOLS = List.of(V1, "cargue.v0");

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
    private final FrameBuffer frames;
    private final int maxMessage;

    StreamHandler(
            PushStream stream,
            Limites limites,
            ClientMessages messages,
            Tokens tokens,
            PushSettings settings,
            FrameBuffer frames) {
        this.stream = stream;
        this.limites = limites;
        this.messages = messages;
        this.tokens = tokens;
        this.settings = settings;
        this.frames = frames;
        this.maxMessage = Math.toIntExact(settings.maxClientMessage().toBytes());
    }

    /**
     * A handshake that was accepted.
     *
     * @param direccion the client's address
     * @param peticion what it asks for; null where the client subscribes
     * @param protocolo the subprotocol that was chosen; null: none
     */
    record Opening(
            Identidad identidad,
            String direccion,
            @Nullable Peticion peticion,
            @Nullable String protocolo) {

        private Formato formato() {
            if (peticion == null) {
                return Formato.V1_MANY;
            }
            return V1.equals(protocolo) ? Formato.V1_ONE : Formato.PLAIN;
        }
    }

    /** The longest message that the transport takes. */
    int transportLimit() {
        return TRANSPORT_LIMIT_FACTOR * maxMessage;
    }

    /** A connection is open. */
    Client opened(Opening opening, CoreSession session, Salida salida) {
        Identidad identidad = opening.identidad();
        boolean withinLimits = limites.opened(identidad.sub());
        Quien quien = Quien.of(identidad.sub(), identidad.rol(), opening.direccion());
        Conexion conexion = stream.open(
                opening.formato(), new JettyViewerSocket(session, salida, frames), quien, identidad.expira());
        if (!withinLimits) {
            stream.dismiss(conexion, Cierre.SOBRECARGA);
        } else if (opening.peticion() != null) {
            stream.follow(conexion, opening.peticion());
        }
        return new Client(
                conexion,
                opening.formato(),
                new Sesion(identidad, tokens::examine),
                new MessagePace(limites::messages, settings.messagesPatience()));
    }

    /** The peer sent a text. */
    void text(Client client, String text) {
        message(client, text.getBytes(StandardCharsets.UTF_8).length, text);
    }

    /** The peer sent a message of so many bytes. */
    void message(Client client, int length, String text) {
        if (length > maxMessage) {
            stream.dismiss(client.conexion(), Cierre.DEMASIADO_GRANDE);
            return;
        }
        switch (client.pace().next(System.nanoTime())) {
            case FINE -> handle(client, text);
            case REFUSED -> messages.tooMany(client);
            case SILENTLY_REFUSED -> {}
            case OVER -> stream.dismiss(client.conexion(), Cierre.DEMASIADOS_MENSAJES);
        }
    }

    /** What a viewer of the plain stream says is not looked at; that it says something shows that it lives. */
    private void handle(Client client, String text) {
        if (client.formato() != Formato.PLAIN) {
            messages.handle(client, text);
        }
    }

    /** The connection has ended. */
    void closed(Client client) {
        limites.closed(client.sesion().identidad().sub());
        client.conexion().onClosed();
    }
}
