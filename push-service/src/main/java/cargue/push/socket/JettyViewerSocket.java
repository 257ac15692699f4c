package cargue.push.socket;

import cargue.push.viewer.Cierre;
import cargue.push.viewer.ViewerSocket;
import cargue.push.wire.Texto;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.websocket.core.CoreSession;
import org.eclipse.jetty.websocket.core.Frame;
import org.eclipse.jetty.websocket.core.OpCode;

/** A viewer's WebSocket: messages straight to its {@link Salida}, all else by Jetty's session. */
final class JettyViewerSocket implements ViewerSocket {

    private final CoreSession session;
    private final Salida salida;
    private final FrameBuffer frames;

    JettyViewerSocket(CoreSession session, Salida salida, FrameBuffer frames) {
        this.session = session;
        this.salida = salida;
        this.frames = frames;
    }

    @Override
    public void send(Texto texto, Completion completion) {
        salida.message(frames.of(texto), completion);
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
