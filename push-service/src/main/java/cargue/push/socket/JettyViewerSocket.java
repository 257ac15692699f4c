package cargue.push.socket;

import cargue.push.viewer.Cierre;
import cargue.push.viewer.ViewerSocket;
import cargue.push.wire.Texto;
import java.time.Duration;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.websocket.common.WebSocketSession;
import org.eclipse.jetty.websocket.core.CoreSession;
import org.eclipse.jetty.websocket.core.Frame;
import org.eclipse.jetty.websocket.core.OpCode;
import org.springframework.web.socket.adapter.NativeWebSocketSession;

/**
 * A viewer's socket on Jetty's core session: there a frame is written from a shared buffer, without blocking, and its
 * completion is a callback. Jetty answers the peer's pings by itself and sends control frames before waiting data.
 */
final class JettyViewerSocket implements ViewerSocket {

    private final CoreSession session;

    private JettyViewerSocket(CoreSession session) {
        this.session = session;
    }

    /** Takes over a session's outbound side; only this socket may then send. */
    static JettyViewerSocket of(org.springframework.web.socket.WebSocketSession session) {
        if (session instanceof NativeWebSocketSession outer
                && outer.getNativeSession() instanceof WebSocketSession jetty) {
            // Quiet viewers are ours to judge, by ping (Viewer); Jetty would end them after 30 s.
            jetty.setIdleTimeout(Duration.ZERO);
            return new JettyViewerSocket(jetty.getCoreSession());
        }
        throw new IllegalStateException("not a session of Jetty: " + session);
    }

    @Override
    public void send(Texto texto, Completion completion) {
        session.sendFrame(
                new Frame(OpCode.TEXT, texto.buffer()),
                Callback.from(completion::accepted, cause -> completion.failed()),
                false);
    }

    @Override
    public boolean hearsPings() {
        return true;
    }

    @Override
    public void ping() {
        session.sendFrame(new Frame(OpCode.PING), Callback.NOOP, false);
    }

    @Override
    public void close(Cierre cierre) {
        session.close(cierre.code(), cierre.reason(), Callback.NOOP);
    }

    @Override
    public void disconnect() {
        session.abort();
    }
}
