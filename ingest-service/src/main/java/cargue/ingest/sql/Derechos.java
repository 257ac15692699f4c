package cargue.ingest.sql;

import cargue.seguridad.SettingsInvalid;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.sql.init.dependency.DependsOnDatabaseInitialization;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Component;

/**
 * Looks, when the service starts and the tables are as it makes them, whether its role may do there what it does: one
 * grant that is missing would else be found out by somebody's check.
 */
@Component
@DependsOnDatabaseInitialization
class Derechos {

    private static final Logger log = LoggerFactory.getLogger(Derechos.class);

    /** As docs/operations.md has them. */
    private static final String MISSING = """
            WITH needed (tabla, privileges) AS (VALUES
                ('vendedor', 'SELECT,INSERT,UPDATE'), ('vendedor_stream', 'SELECT,INSERT,UPDATE'),
                ('renglon', 'SELECT,INSERT,UPDATE'), ('outbox_cursor', 'SELECT,INSERT,UPDATE'),
                ('check_event', 'SELECT,INSERT,DELETE'), ('idempotency', 'SELECT,INSERT,DELETE'),
                ('rechazo', 'SELECT,INSERT,DELETE'))
            SELECT CASE WHEN to_regclass(tabla) IS NULL THEN 'there is no table ' || tabla
                        ELSE current_user || ' may not ' || string_agg(privilege, ', ' ORDER BY privilege) || ' on ' || tabla END
            FROM needed CROSS JOIN string_to_table(privileges, ',') AS p (privilege)
            WHERE CASE WHEN to_regclass(tabla) IS NULL THEN true
                       ELSE NOT has_table_privilege(to_regclass(tabla), privilege) END
            GROUP BY tabla ORDER BY tabla
            """;

    /** @throws SettingsInvalid when something is missing; without PostgreSQL nothing is looked at, and it starts */
    Derechos(JdbcTemplate jdbc) {
        List<String> missing;
        try {
            missing = jdbc.queryForList(MISSING, String.class);
        } catch (DataAccessException e) {
            log.warn("PostgreSQL does not tell what this role may do: {}", e.toString());
            return;
        }
        if (!missing.isEmpty()) {
            throw new SettingsInvalid("PostgreSQL: " + String.join("; ", missing)
                    + ": migrate first with the tables' owner, and grant what docs/operations.md lists");
        }
    }
}
