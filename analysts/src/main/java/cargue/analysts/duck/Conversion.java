package cargue.analysts.duck;

import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;

/** Turns lines of JSON into Parquet or CSV, in their order. */
public final class Conversion implements AutoCloseable {

    /** What the wire has, so that all formats say the same. */
    private static final String CSV = "format csv, header, timestampformat '%Y-%m-%dT%H:%M:%S.%gZ'";

    private static final String PARQUET = "format parquet, compression zstd";

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
            throw new IOException(Duck.reason(e), e);
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
