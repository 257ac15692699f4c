package cargue.analysts.duck;

import cargue.local.process.StackException;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;

/** Turns lines of JSON into Parquet or CSV, in their order. */
public final class Conversion implements AutoCloseable {

    /** What the wire has, so that all formats say the same. */
    private static final String CSV = "format csv, header, timestampformat '%Y-%m-%dT%H:%M:%S.%gZ'";

    private static final String PARQUET = "format parquet, compression zstd";

    private static final String NOT_TAKEN = "Invalid Input Error";

    private final Duck duck;

    /** @param spill directory for what does not fit into memory */
    public Conversion(Path spill) {
        duck = Duck.open(spill);
    }

    /**
     * Does it; a file that is there is replaced.
     *
     * @return the file that was made
     * @throws IOException when it cannot be written, with DuckDB's word for it
     * @throws StackException when DuckDB does not take what is in the lines, with its word and the line
     */
    public Path run(Path ndjson, Path to, Formato formato) throws IOException {
        String options = formato == Formato.CSV ? CSV : PARQUET;
        try {
            duck.run(
                    "COPY (SELECT * FROM " + Columnas.reader(Formato.NDJSON, "?") + ") TO ? (" + options + ")",
                    ndjson.toString(),
                    to.toString());
            return to;
        } catch (SQLException e) {
            String reason = Duck.reason(e);
            if (reason.startsWith(NOT_TAKEN)) {
                throw new StackException(
                        "no " + formato.word() + " can be made of " + ndjson + " (" + reason + "): use another FILE, as"
                                + " ndjson",
                        e);
            }
            throw new IOException(reason, e);
        }
    }

    /** Breaks it off; any thread. */
    public void cancel() {
        duck.cancel();
    }

    @Override
    public void close() {
        duck.close();
    }
}
