package cargue.ingest.outbox;

import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Component;

/**
 * Prunes what nobody can ask for any more: published events that are older than the topic's retention, stored answers
 * that are older than was promised, and old refusals. In small statements, so that nothing waits for it.
 */
@Component
class Poda {

    private static final Logger log = LoggerFactory.getLogger(Poda.class);
    private static final int ROWS = 2_000;

    /** As far back as they can be asked for. */
    private static final Duration KEEP_REFUSALS = Duration.ofDays(31);

    private final JdbcTemplate jdbc;
    private final OutboxProperties properties;

    Poda(RelayDatabase database, OutboxProperties properties) {
        this.jdbc = database.jdbc();
        this.properties = properties;
    }

    /** Prunes until nothing is left; what fails is for the next run to mend, and keeps nothing else from being pruned. */
    void prune() {
        // statement_timestamp, since no index is used for a clock that goes on while the statement runs.
        all("events", """
                DELETE FROM check_event WHERE ctid = ANY (ARRAY (
                    SELECT e.ctid FROM check_event e JOIN outbox_cursor c USING (vendedor_id)
                    WHERE e.ocurrido_en < statement_timestamp() - make_interval(secs => ?)
                      AND (e.epoca, e.seq) <= (c.epoca, c.published_seq)
                    LIMIT ?))
                """, properties.keepEvents());
        all("stored answers", """
                DELETE FROM idempotency WHERE ctid = ANY (ARRAY (
                    SELECT ctid FROM idempotency WHERE created_at < statement_timestamp() - make_interval(secs => ?)
                    LIMIT ?))
                """, properties.keepAnswers());
        all("refusals", """
                DELETE FROM rechazo WHERE ctid = ANY (ARRAY (
                    SELECT ctid FROM rechazo WHERE ocurrido_en < statement_timestamp() - make_interval(secs => ?)
                    LIMIT ?))
                """, KEEP_REFUSALS);
    }

    private void all(String what, String delete, Duration age) {
        long total = 0;
        try {
            int deleted;
            do {
                deleted = jdbc.update(delete, (double) age.toSeconds(), ROWS);
                total += deleted;
            } while (deleted == ROWS);
        } catch (DataAccessException e) {
            log.warn("Pruning stopped at {} and goes on at its next run: {}", what, e.toString());
        }
        if (total > 0) {
            log.info("Pruned {} {}", total, what);
        }
    }
}
