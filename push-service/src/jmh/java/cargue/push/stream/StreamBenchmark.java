package cargue.push.stream;

import cargue.contract.CheckEvento;
import cargue.push.Eventos;
import cargue.push.viewer.Cierre;
import cargue.push.viewer.Filtro;
import cargue.push.viewer.ViewerSocket;
import cargue.push.wire.Texto;
import cargue.push.wire.V1Messages;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** What the stream's thread does for a change, without the system's part. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class StreamBenchmark {

    private static final int VIEWERS = 1_000;
    private static final int ROWS = 36;
    private static final int MOST_BEHIND = 500;
    private static final Filtro ALL = new Filtro(null, null, Eventos.HOY);

    private final Vendedor vendedor = new Vendedor("ID1", new Recientes(512, 30_000, () -> {}));
    private final Escenario escenario = new Escenario(new SimpleMeterRegistry());
    private final TakingSocket socket = new TakingSocket();
    private final CheckEvento evento = Eventos.check(1, "AREPA MEDIANA 330Gr");
    private Grupo grupo = vendedor.grupo(key());
    private long seq;

    /** Follows one vendedor a thousand times, and gives it a morning's events. */
    @Setup
    public void fill() {
        for (int i = 0; i < VIEWERS; i++) {
            Conexion conexion = escenario.conexion(Formato.V1_ONE, socket, Instant.MAX);
            V1Suscripcion suscripcion = new V1Suscripcion(conexion, vendedor, ALL, null);
            conexion.put(suscripcion);
            suscripcion.start();
        }
        grupo = vendedor.grupo(key());
        for (int i = 0; i < 2 * MOST_BEHIND; i++) {
            next();
        }
        vendedor.flush();
        next();
        vendedor.flush(); // what all are sent now is one change
    }

    private static Grupo.Key key() {
        return new Grupo.Key(ALL, false);
    }

    private void next() {
        seq++;
        CheckEvento change = Eventos.check(seq, "AREPA " + seq % ROWS);
        if (vendedor.state().apply(change, Eventos.HOY) instanceof Paso.Cambio cambio) {
            vendedor.changed(cambio.fila());
        }
    }

    /** One event to the message that all viewers share. */
    @Benchmark
    public Texto encode() {
        return V1Messages.checks(null, 1, 2, List.of(V1Messages.row(evento)));
    }

    /** One change to a thousand viewers; the figure is that of a delivery. */
    @Benchmark
    @OperationsPerInvocation(VIEWERS)
    public long fanOut() {
        next();
        vendedor.flush();
        return socket.taken;
    }

    /** How far one is behind. With one event it is sent what all share, with more a message of its own. */
    @State(Scope.Thread)
    public static class Behind {

        @Param({"1", "50", "" + MOST_BEHIND})
        public int events;
    }

    /** What one is sent who is so many events behind: the latest state of each row. */
    @Benchmark
    public @Nullable Tramo conflate(Behind behind) {
        Numeracion numeracion = vendedor.actual();
        return numeracion == null ? null : grupo.after(numeracion, numeracion.seq() - behind.events);
    }

    /** Takes everything at once. */
    private static final class TakingSocket implements ViewerSocket {

        private long taken;

        @Override
        public void send(Texto texto, Completion completion) {
            taken++;
            completion.accepted();
        }

        @Override
        public boolean hearsPings() {
            return true;
        }

        @Override
        public void ping() {}

        @Override
        public void close(Cierre cierre) {}

        @Override
        public void disconnect() {}
    }
}
