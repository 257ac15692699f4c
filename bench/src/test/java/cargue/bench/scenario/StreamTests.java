package cargue.bench.scenario;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import cargue.bench.load.OpenLoop;
import cargue.bench.load.Sheet;
import cargue.bench.measure.Cpu;
import cargue.bench.measure.Memory;
import cargue.bench.peer.FloorPeer;
import cargue.bench.peer.Peer;
import cargue.local.process.Progress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The generator against a real server, the floor, which is a process of its own. */
class StreamTests {

    private static final int VIEWERS = 40;

    @TempDir
    Path directory;

    private final Peer floor = new FloorPeer();
    private List<Sheet> sheets = List.of();

    @BeforeEach
    void start() throws InterruptedException {
        floor.start(directory.resolve("floor"), Progress.silent());
        sheets = floor.fill(List.of("ID1", "ID2"));
    }

    @AfterEach
    void stop() {
        floor.close();
    }

    @Test
    void countsEachDeliveryOnce() throws Exception {
        try (Audience audience = new Audience(floor, sheets, VIEWERS, 0);
                OpenLoop load = new OpenLoop(floor, sheets)) {
            audience.connect();
            long checks = load.run(100, Duration.ofSeconds(1));
            audience.awaitAll();
            assertThat(checks).isEqualTo(100);
            assertThat(audience.times().count()).isEqualTo(checks * VIEWERS / sheets.size());
            assertThat(load.answers().count()).isEqualTo(checks);
        }
        assertThat(Cpu.seconds(floor.parts().get(0).pid())).isPositive();
        assertThat(Memory.ofTree(floor.parts().get(0).pid())).isPositive();
    }

    @Test
    void warmsUpNoFasterThanTheServerAnswers() throws Exception {
        try (OpenLoop load = new OpenLoop(floor, sheets)) {
            load.warmUp(1e6, Duration.ofMillis(100)); // of 100,000 at once, 10,000 may wait
            assertThat(load.answers().count()).isPositive();
        }
    }

    @Test
    void failsWhenACheckIsLost() throws Exception {
        Losing losing = new Losing(floor);
        try (Audience audience = new Audience(floor, sheets, VIEWERS, 0);
                OpenLoop load = new OpenLoop(losing, sheets)) {
            audience.connect();
            load.run(100, Duration.ofSeconds(1));
            assertThatThrownBy(audience::awaitAll).hasMessageContaining("came after");
        }
    }

    /** Posts the second check of a vendedor to nobody. */
    private record Losing(Peer peer) implements OpenLoop.Server {

        @Override
        public InetSocketAddress posts() {
            return peer.posts();
        }

        @Override
        public ByteBuffer request(Sheet.Check check) {
            boolean lost = check.number() == Sheet.PRODUCTS + 2;
            return peer.request(
                    lost ? new Sheet.Check("NOBODY", check.number(), check.producto(), check.tick()) : check);
        }

        @Override
        public void verify(Sheet.Check check, int status, ByteBuffer body) {
            peer.verify(check, status, body);
        }
    }
}
