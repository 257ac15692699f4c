package cargue.ingest.epoca;

import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * The ingest-services that are connected to the database, by the names that their connections have there. None may be:
 * between a restore and the new epocas a check would take a seq that other events have already.
 */
class Servicios {

    /** PostgreSQL may notice only now that a service was killed a moment ago. */
    private static final int ASKED_AT_MOST = 15;

    private static final double PAUSE_S = 0.2;

    private final JdbcClient jdbc;

    Servicios(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** How many connections there are that do not end within some seconds. */
    long connections() {
        long connections = count();
        for (int asked = 1; connections > 0 && asked < ASKED_AT_MOST; asked++) {
            jdbc.sql("SELECT pg_sleep(?)").param(PAUSE_S).query().singleRow();
            connections = count();
        }
        return connections;
    }

    /** Whether there is one at this moment. */
    boolean connected() {
        return count() > 0;
    }

    private long count() {
        return jdbc.sql("""
                        SELECT count(*) FROM pg_stat_activity
                        WHERE datname = current_database()
                          AND application_name IN ('cargue-ingest', 'cargue-relay', 'cargue-flyway')
                        """).query(Long.class).single();
    }
}
