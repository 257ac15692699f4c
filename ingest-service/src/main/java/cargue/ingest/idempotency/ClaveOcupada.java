package cargue.ingest.idempotency;

import org.springframework.dao.ConcurrencyFailureException;
import org.springframework.dao.DuplicateKeyException;

/** Another transaction stored an answer for the key after we looked: look again. */
public final class ClaveOcupada extends ConcurrencyFailureException {

    private static final long serialVersionUID = 1L;

    /** The round that failed by it. */
    public ClaveOcupada(DuplicateKeyException e) {
        super("another transaction has just stored an answer for the same key", e);
    }
}
