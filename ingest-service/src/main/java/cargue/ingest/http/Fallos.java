package cargue.ingest.http;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.NonTransientDataAccessException;
import org.springframework.dao.NonTransientDataAccessResourceException;
import org.springframework.dao.UncategorizedDataAccessException;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Component;

/** What is answered when storing or reading failed. Any thread. */
@Component
public class Fallos {

    private static final Logger log = LoggerFactory.getLogger(Fallos.class);

    private final Refusals refusals;

    Fallos(Refusals refusals) {
        this.refusals = refusals;
    }

    /**
     * 503 when PostgreSQL is to blame (away, locked, full, too slow), 500 when our statement was wrong.
     *
     * @param calls how many are answered so
     */
    public Respuesta database(Exception e, int calls) {
        boolean ours = e instanceof NonTransientDataAccessException
                && !(e instanceof UncategorizedDataAccessException)
                && !(e instanceof NonTransientDataAccessResourceException);
        if (ours) {
            return bug(e, calls);
        }
        log.warn("PostgreSQL did not answer: {}", e.toString());
        return noDisponible(calls);
    }

    /** The same for what only reads. */
    public Respuesta databaseReading(Exception e) {
        Respuesta answer = database(e, 1);
        return answer.status() == HttpStatus.SERVICE_UNAVAILABLE.value() ? Respuesta.noLegible() : answer;
    }

    /** 503 for so many calls of which nobody knows whether they were stored, or for which there is no time. */
    public Respuesta noDisponible(int calls) {
        refusals.refused("NO_DISPONIBLE", calls);
        return Respuesta.noDisponible();
    }

    /** 500 for so many calls: a fault of this service. */
    Respuesta bug(Exception e, int calls) {
        refusals.refused("ERROR_INTERNO", calls);
        log.error("A request failed unexpectedly", e);
        return Respuesta.error(500, "ERROR_INTERNO", "Ocurrió un error inesperado. Intenta de nuevo.");
    }
}
