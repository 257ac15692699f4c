package cargue.ingest.http;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.NonTransientDataAccessException;
import org.springframework.dao.NonTransientDataAccessResourceException;
import org.springframework.dao.UncategorizedDataAccessException;

/** What is answered when storing or reading failed. */
public final class Fallos {

    private static final Logger log = LoggerFactory.getLogger(Fallos.class);

    private Fallos() {}

    /** 503 when PostgreSQL is to blame (away, locked, full, too slow), 500 when our statement was wrong. */
    public static Respuesta database(Exception e) {
        boolean ours = e instanceof NonTransientDataAccessException
                && !(e instanceof UncategorizedDataAccessException)
                && !(e instanceof NonTransientDataAccessResourceException);
        if (ours) {
            return bug(e);
        }
        log.warn("PostgreSQL did not answer: {}", e.toString());
        return Respuesta.noDisponible();
    }

    static Respuesta bug(Exception e) {
        log.error("A request failed unexpectedly", e);
        return Respuesta.error(500, "ERROR_INTERNO", "Ocurrió un error inesperado. Intenta de nuevo.");
    }
}
