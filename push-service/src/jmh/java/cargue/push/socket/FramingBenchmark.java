package cargue.push.socket;

import cargue.push.Eventos;
import cargue.push.wire.Texto;
import cargue.push.wire.V1Messages;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/** What a message's frame costs: the first time, and for each viewer after it. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class FramingBenchmark {

    private final FrameBuffer frames = new FrameBuffer();
    private final Texto one = message(1);
    private final Texto other = message(2);
    private boolean turn;

    private static Texto message(long seq) {
        return V1Messages.checks(
                null, seq - 1, seq, List.of(V1Messages.row(Eventos.check(seq, "AREPA MEDIANA 330Gr"))));
    }

    /** Another message each time. */
    @Benchmark
    public ByteBuffer another() {
        turn = !turn;
        return frames.of(turn ? one : other);
    }

    /** The same message again. */
    @Benchmark
    public ByteBuffer same() {
        return frames.of(one);
    }
}
