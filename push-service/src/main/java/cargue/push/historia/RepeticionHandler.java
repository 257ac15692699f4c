package cargue.push.historia;

import cargue.push.PushSettings;
import cargue.push.entrada.Limites;
import cargue.push.entrada.MessagePace;
import cargue.push.entrada.Sesion;
import cargue.seguridad.Tokens;
import java.io.IOException;
import java.time.Clock;
import java.util.List;
import org.springframework.stereotype.Component;
import org.springframework.web.socket.CloseStatus;
import org.springframework.web.socket.PongMessage;
import org.springframework.web.socket.SubProtocolCapable;
import org.springframework.web.socket.TextMessage;
import org.springframework.web.socket.WebSocketHandler;
import org.springframework.web.socket.WebSocketMessage;
import org.springframework.web.socket.WebSocketSession;
import tools.jackson.databind.json.JsonMapper;

/** A replay's end of each WebSocket: makes the replay, has its day read, and tells it what the peer does. */
@Component
final class RepeticionHandler implements WebSocketHandler, SubProtocolCapable {

    private static final String REPETICION = Repeticion.class.getName();

    /**
     * The transport takes messages up to this many times the limit, so that a little too long a one is answered with
     * the contract's 4413; a longer one it ends itself, with 1009, before it takes memory.
     */
    private static final int TRANSPORT_LIMIT_FACTOR = 2;

    private final Repeticiones repeticiones;
    private final Jornadas jornadas;
    private final Limites limites;
    private final Tokens tokens;
    private final Clock clock;
    private final HistoriaSettings settings;
    private final PushSettings push;
    private final JsonMapper json;

    RepeticionHandler(
            Repeticiones repeticiones,
            Jornadas jornadas,
            Limites limites,
            Tokens tokens,
            Clock clock,
            HistoriaSettings settings,
            PushSettings push,
            JsonMapper json) {
        this.repeticiones = repeticiones;
        this.jornadas = jornadas;
        this.limites = limites;
        this.tokens = tokens;
        this.clock = clock;
        this.settings = settings;
        this.push = push;
        this.json = json;
    }

    @Override
    public List<String> getSubProtocols() {
        return List.of("cargue.v1");
    }

    @Override
    public void afterConnectionEstablished(WebSocketSession session) throws IOException {
        int transportLimit = TRANSPORT_LIMIT_FACTOR * maxMessage();
        session.setTextMessageSizeLimit(transportLimit);
        session.setBinaryMessageSizeLimit(transportLimit);
        DiaPedido dia = RepeticionHandshake.dia(session.getAttributes());
        Repeticion repeticion = new Repeticion(
                JettyEnlace.of(session),
                dia,
                new Sesion(Sesion.kept(session.getAttributes()), tokens::examine),
                new MessagePace(limites::messages, push.messagesPatience()),
                settings,
                push,
                System::nanoTime,
                clock,
                json);
        if (repeticiones.add(repeticion)) {
            session.getAttributes().put(REPETICION, repeticion);
            jornadas.load(dia, repeticion);
        } else {
            session.close(CloseStatus.SERVICE_OVERLOAD);
        }
    }

    private int maxMessage() {
        return Math.toIntExact(push.maxClientMessage().toBytes());
    }

    @Override
    public void handleMessage(WebSocketSession session, WebSocketMessage<?> message) {
        if (session.getAttributes().get(REPETICION) instanceof Repeticion repeticion) {
            if (message.getPayloadLength() > maxMessage()) {
                repeticion.end(Final.DEMASIADO_GRANDE);
            } else if (message instanceof TextMessage text) {
                repeticion.onText(text.getPayload());
            } else if (message instanceof PongMessage) {
                repeticion.onRead();
            } else {
                repeticion.onUnreadable();
            }
        }
    }

    /** The close that follows is what counts. */
    @Override
    public void handleTransportError(WebSocketSession session, Throwable cause) {}

    @Override
    public void afterConnectionClosed(WebSocketSession session, CloseStatus status) {
        if (session.getAttributes().remove(REPETICION) instanceof Repeticion gone) {
            gone.onGone();
        }
    }

    @Override
    public boolean supportsPartialMessages() {
        return false;
    }
}
