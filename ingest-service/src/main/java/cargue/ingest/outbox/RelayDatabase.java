package cargue.ingest.outbox;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.time.Duration;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.boot.jdbc.autoconfigure.JdbcConnectionDetails;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * The relay's own connections, so that it never waits for a request's, nor a request for one of its. Losing a commit of
 * the cursor only repeats events, so it does not wait for the disk; a relay that freezes inside a transaction loses its
 * locks after 10 s.
 */
@Component
class RelayDatabase implements DisposableBean {

    private static final String SESSION = "SET synchronous_commit = off; SET lock_timeout = '2s';"
            + " SET statement_timeout = '10s'; SET idle_in_transaction_session_timeout = '10s';"
            // Else PostgreSQL plans the reading of the log anew for each turn, which costs more than the reading.
            + " SET plan_cache_mode = force_generic_plan";
    private static final String SOCKET_TIMEOUT_S = "15";

    private final HikariDataSource pool;
    private final JdbcTemplate jdbc;
    private final TransactionTemplate transaction;

    RelayDatabase(JdbcConnectionDetails details) {
        HikariConfig config = new HikariConfig();
        config.setPoolName("relay");
        config.setJdbcUrl(details.getJdbcUrl());
        config.setUsername(details.getUsername());
        config.setPassword(details.getPassword());
        config.setMaximumPoolSize(3);
        config.setMinimumIdle(1);
        config.setInitializationFailTimeout(-1);
        config.setConnectionTimeout(Duration.ofSeconds(2).toMillis());
        config.setValidationTimeout(Duration.ofSeconds(1).toMillis());
        config.setConnectionInitSql(SESSION);
        config.addDataSourceProperty("socketTimeout", SOCKET_TIMEOUT_S);
        config.addDataSourceProperty("connectTimeout", "2");
        config.addDataSourceProperty("tcpKeepAlive", "true");
        config.addDataSourceProperty("ApplicationName", "cargue-relay");
        pool = new HikariDataSource(config);
        jdbc = new JdbcTemplate(pool);
        transaction = new TransactionTemplate(new JdbcTransactionManager(pool));
    }

    JdbcTemplate jdbc() {
        return jdbc;
    }

    TransactionTemplate transaction() {
        return transaction;
    }

    @Override
    public void destroy() {
        pool.close();
    }
}
