package cargue.push.historia;

import cargue.push.wire.Texto;
import java.time.Duration;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.websocket.common.WebSocketSession;
import org.eclipse.jetty.websocket.core.CoreSession;
import org.eclipse.jetty.websocket.core.Frame;
import org.eclipse.jetty.websocket.core.OpCode;
import org.springframework.web.socket.adapter.NativeWebSocketSession;

/** A replay's connection on Jetty's core session, where a frame is written without blocking. */
final class JettyEnlace implements Enlace {

    private final CoreSession session;

    private JettyEnlace(CoreSession session) {
        this.session = session;
    }

    /** Takes over a session's outbound side; only this connection may then send. */
    static JettyEnlace of(org.springframework.web.socket.WebSocketSession session) {
        if (session instanceof NativeWebSocketSession outer
                && outer.getNativeSession() instanceof WebSocketSession jetty) {
            // A quiet replay is ours to judge, by ping; Jetty would end it after 30 s.
            jetty.setIdleTimeout(Duration.ZERO);
            return new JettyEnlace(jetty.getCoreSession());
        }
        throw new IllegalStateException("not a session of Jetty: " + session);
    }

    @Override
    public void send(Texto texto, Runnable accepted, Runnable failed) {
        session.sendFrame(
                new Frame(OpCode.TEXT, texto.buffer()), Callback.from(accepted, cause -> failed.run()), false);
    }

    @Override
    public void ping() {
        session.sendFrame(new Frame(OpCode.PING), Callback.NOOP, false);
    }

    @Override
    public void close(int code, String reason) {
        session.close(code, reason, Callback.NOOP);
    }

    @Override
    public void disconnect() {
        session.abort();
    }
}
