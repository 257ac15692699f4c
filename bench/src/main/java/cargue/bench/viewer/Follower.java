package cargue.bench.viewer;

import cargue.bench.viewer.Message.Row;
import cargue.local.process.StackException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What a viewer knows of one vendedor's sheet. It throws a StackException at the first thing that a right server never
 * sends: a hole, a position that goes back, a change without its row, a snapshot that is not whole. The vendedor's
 * changes must be those of one filled sheet: first each row once, then any. Belongs to the loop's thread.
 */
final class Follower {

    private final String vendedor;
    private final int rows;
    private final Map<String, Long> seqOfRow = new HashMap<>();
    private final Map<String, Long> gathered = new HashMap<>();
    private @Nullable String epoca;
    private long position;
    private long snapshotSeq;
    private int nextPart;
    private boolean live;
    private boolean byDelta;

    /** A viewer of a sheet with so many rows. */
    Follower(String vendedor, int rows) {
        this.vendedor = vendedor;
        this.rows = rows;
    }

    String vendedor() {
        return vendedor;
    }

    long position() {
        return position;
    }

    /** Whether the connection's hello has come and all that it announced. */
    boolean live() {
        return live;
    }

    /** Whether the last hello said that a delta follows. */
    boolean byDelta() {
        return byDelta;
    }

    /** From which a new connection resumes; null before the first snapshot. */
    @Nullable
    String desde() {
        return epoca == null ? null : epoca + ":" + position;
    }

    /** The connection is new: a hello comes first. */
    void restart() {
        live = false;
        nextPart = 0;
    }

    /** Takes a message. */
    void take(Message message) {
        switch (message.type()) {
            case "hello" -> hello(message);
            case "snapshot" -> snapshot(message);
            case "checks" -> checks(message);
            case "latido" -> latido(message.posiciones().getOrDefault(vendedor, message.seq()));
            case "error" -> throw wrong("error " + message.codigo());
            default -> {} // adios is followed by the close; others are not known
        }
    }

    /** Throws unless it shows exactly the latest change of each row. */
    void verify(Map<String, Long> latest) {
        if (!seqOfRow.equals(latest)) {
            throw wrong("shows other rows than were stored: " + seqOfRow + " instead of " + latest);
        }
    }

    private void hello(Message hello) {
        require(vendedor.equals(hello.vendedorId()), "hello of another vendedor: " + hello.vendedorId());
        byDelta = hello.modo().equals("delta");
        require(byDelta || hello.modo().equals("snapshot"), "hello with modo '" + hello.modo() + "'");
        require((hello.epoca() == null) == (hello.seq() == 0), "hello of epoca " + hello.epoca() + ":" + hello.seq());
        require(epoca == null || epoca.equals(hello.epoca()), "another epoca: " + hello.epoca());
        require(hello.seq() >= position, "hello goes back to " + hello.seq());
        if (byDelta) {
            require(hello.seq() == position && epoca != null, "a delta that does not begin here: " + hello.seq());
        }
        epoca = hello.epoca();
        snapshotSeq = hello.seq();
        gathered.clear();
        nextPart = 1;
        live = byDelta;
    }

    private void snapshot(Message part) {
        require(!live && nextPart > 0, "a snapshot that no hello announced");
        require(part.seq() == snapshotSeq, "a part of seq " + part.seq() + " after hello " + snapshotSeq);
        require(
                part.parte() == nextPart && part.partes() >= nextPart,
                "part " + part.parte() + " instead of " + nextPart);
        for (Row row : part.checks()) {
            require(row.seq() <= snapshotSeq, "a row newer than its snapshot");
            require(gathered.put(row.producto(), row.seq()) == null, "a row twice: " + row.producto());
        }
        nextPart++;
        if (part.parte() == part.partes()) {
            require(gathered.size() == Math.min(rows, snapshotSeq), "a snapshot of " + gathered.size() + " rows");
            seqOfRow.clear();
            seqOfRow.putAll(gathered);
            gathered.clear();
            position = snapshotSeq;
            live = true;
        }
    }

    private void checks(Message checks) {
        require(live, "checks before the snapshot's end");
        require(checks.de() <= position, "a hole: from " + checks.de());
        if (checks.a() <= position) {
            return;
        }
        require(newest(checks.checks()) == checks.a(), "a change without its row, up to " + checks.a());
        for (Row row : checks.checks()) {
            require(row.seq() > checks.de() && row.seq() <= checks.a(), "row " + row.seq() + " is not in its message");
            long shown = Objects.requireNonNullElse(seqOfRow.get(row.producto()), 0L);
            if (row.seq() > shown) {
                seqOfRow.put(row.producto(), row.seq());
            }
        }
        position = checks.a();
    }

    private void latido(long seq) {
        require(!live || seq <= position, "a loss: the server says that it has sent " + seq);
    }

    private static long newest(List<Row> rows) {
        return rows.stream().mapToLong(Row::seq).max().orElse(0);
    }

    private void require(boolean right, String what) {
        if (!right) {
            throw wrong(what);
        }
    }

    private StackException wrong(String what) {
        return new StackException("wrong stream of " + vendedor + " at " + desde() + ": " + what);
    }
}
