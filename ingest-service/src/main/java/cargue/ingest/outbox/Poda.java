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

    /** Prunes until nothing is left; a failure is for the next run to mend. */
    void prune() {
        try {
            int events = all("""
                    DELETE FROM check_event WHERE ctid = ANY (ARRAY (
                        SELECT e.ctid FROM check_event e JOIN outbox_cursor c USING (vendedor_id)
                        WHERE e.ocurrido_en < clock_timestamp() - make_interval(secs => ?)
                          AND (e.epoca, e.seq) <= (c.epoca, c.published_seq)
                        LIMIT ?))
                    """, properties.keepEvents());
            int answers = all("""
                    DELETE FROM idempotency WHERE ctid = ANY (ARRAY (
                        SELECT ctid FROM idempotency WHERE created_at < clock_timestamp() - make_interval(secs => ?)
                        LIMIT ?))
                    """, properties.keepAnswers());
            int refusals = all("""
                    DELETE FROM rechazo WHERE ctid = ANY (ARRAY (
                        SELECT ctid FROM rechazo WHERE ocurrido_en < clock_timestamp() - make_interval(secs => ?)
                        LIMIT ?))
                    """, KEEP_REFUSALS);
            if (events + answers + refusals > 0) {
                log.info("Pruned {} events, {} stored answers and {} refusals", events, answers, refusals);
            }
        } catch (DataAccessException e) {
            log.warn("Pruning stopped and goes on at its next run: {}", e.toString());
        }
    }

    private int all(String delete, Duration age) {
        int total = 0;
        int deleted;
        do {
            deleted = jdbc.update(delete, (double) age.toSeconds(), ROWS);
            total += deleted;
        } while (deleted == ROWS);
        return total;
    }
}
