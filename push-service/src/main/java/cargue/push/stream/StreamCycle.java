package cargue.push.stream;

import cargue.push.OwnedBy;
import cargue.push.viewer.Cierre;
import cargue.push.viewer.Viewer;
import java.time.Clock;
import java.time.Duration;
import java.time.LocalDate;
import java.util.List;
import java.util.OptionalLong;
import java.util.function.BooleanSupplier;
import java.util.function.LongSupplier;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.common.TopicPartition;

/** One reading of the log into fresh state: loading, then live, until it fails or the process stops. */
@OwnedBy(PushStream.THREAD)
final class StreamCycle {

    private static final Duration SWEEP = Duration.ofSeconds(1);

    private final ChecksReader reader;
    private final PhaseBoard board;
    private final Joins joins;
    private final Audiencia audiencia;
    private final Clock clock;
    private final LongSupplier nanos;
    private final StreamState state;
    private final long started;
    private long nextSweep;
    private long records;
    private boolean live;

    StreamCycle(
            ChecksReader reader,
            PhaseBoard board,
            Joins joins,
            Audiencia audiencia,
            StreamCounters counters,
            Clock clock,
            LongSupplier nanos) {
        this.reader = reader;
        this.board = board;
        this.joins = joins;
        this.audiencia = audiencia;
        this.clock = clock;
        this.nanos = nanos;
        this.state = new StreamState(LocalDate.now(clock), audiencia, counters);
        this.started = nanos.getAsLong();
        this.nextSweep = started;
    }

    /** Whether the end of the log was reached. */
    boolean live() {
        return live;
    }

    void run(BooleanSupplier stopping) throws NotReadable {
        board.set(Phase.LOADING, "reading the log from its start");
        while (!stopping.getAsBoolean()) {
            joins.drain(this::join);
            apply(reader.poll(untilSweep()));
            if (!live && reader.caughtUp()) {
                live = true;
                board.set(Phase.LIVE, loaded());
            }
            if (nextSweep - nanos.getAsLong() <= 0) {
                sweep();
            }
        }
    }

    private void join(Viewer viewer) {
        if (live) {
            state.join(viewer);
        } else {
            audiencia.add(viewer);
            viewer.close(Cierre.REINICIO);
        }
    }

    private void apply(ConsumerRecords<byte[], byte[]> batch) {
        records += batch.count();
        for (TopicPartition partition : batch.partitions()) {
            apply(partition, batch.records(partition));
        }
    }

    private void apply(TopicPartition partition, List<ConsumerRecord<byte[], byte[]>> batch) {
        for (ConsumerRecord<byte[], byte[]> record : batch) {
            OptionalLong again = state.apply(record, live);
            if (again.isPresent()) {
                reader.rereadFrom(partition, again.getAsLong());
                return; // what follows in this batch comes again
            }
        }
    }

    private void sweep() throws NotReadable {
        nextSweep = nanos.getAsLong() + SWEEP.toNanos();
        state.setHoy(LocalDate.now(clock));
        audiencia.tend();
        reader.watch(nanos.getAsLong());
    }

    private Duration untilSweep() {
        return Duration.ofNanos(Math.max(0, nextSweep - nanos.getAsLong()));
    }

    private String loaded() {
        long millis = Duration.ofNanos(nanos.getAsLong() - started).toMillis();
        return "%d vendedores from %d records in %d ms".formatted(state.size(), records, millis);
    }
}
