package cargue.ingest.epoca;

import cargue.ingest.vendedor.Vendedor;
import cargue.ingest.vendedor.VendedorStore;
import java.util.List;
import java.util.Objects;
import java.util.function.Consumer;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Gives every vendedor a new epoca, each in a transaction of its own under the vendedor's lock. One that is broken off
 * leaves some with a new epoca and some without; run again, it gives all of them another.
 */
class NuevasEpocas {

    private static final String SESSION =
            "SET synchronous_commit = on; SET lock_timeout = '10s'; SET statement_timeout = '60s'";
    private static final int TOLD_EVERY = 100;

    private final JdbcTemplate jdbc;
    private final TransactionTemplate transaction;
    private final Servicios servicios;
    private final VendedorStore vendedores;
    private final Restauracion restauracion;

    NuevasEpocas(
            JdbcTemplate jdbc,
            TransactionTemplate transaction,
            Servicios servicios,
            VendedorStore vendedores,
            Restauracion restauracion) {
        this.jdbc = jdbc;
        this.transaction = transaction;
        this.servicios = servicios;
        this.vendedores = vendedores;
        this.restauracion = restauracion;
    }

    /** What was done: so many vendedores have a new epoca, with so many rows in all. */
    record Resultado(long vendedores, long renglones) {}

    /**
     * Begins them all. When a service begins to work meanwhile, all get theirs nevertheless: until a vendedor has it,
     * that service gives out seqs which other events have.
     *
     * @param progress is told from time to time how far it is
     * @throws NotNow when an ingest-service is connected, or was while it was done
     * @throws org.springframework.dao.DataAccessException when PostgreSQL did not do it
     */
    Resultado begin(Consumer<String> progress) throws NotNow {
        jdbc.execute(SESSION);
        long connections = servicios.connections();
        if (connections > 0) {
            throw new NotNow("ingest-service is connected to the database (" + connections
                    + " connections): stop every instance of it, then run this again");
        }
        List<Vendedor> all = vendedores.list();
        long done = 0;
        long rows = 0;
        boolean disturbed = false;
        for (Vendedor vendedor : all) {
            rows += Objects.requireNonNull(transaction.execute(status -> restauracion.begin(vendedor.vendedorId())));
            disturbed |= servicios.connected(); // after it: this vendedor's seqs are new from here on
            done++;
            if (done % TOLD_EVERY == 0) {
                progress.accept(done + " of " + all.size() + " vendedores");
            }
        }
        if (disturbed) {
            throw new NotNow("an ingest-service began to work meanwhile: stop it and run nueva-epoca again");
        }
        return new Resultado(done, rows);
    }

    /** It must not be done while things are as they are. */
    static final class NotNow extends Exception {

        private static final long serialVersionUID = 1L;

        NotNow(String message) {
            super(message);
        }
    }
}
