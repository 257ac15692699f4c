package cargue.ingest.epoca;

import cargue.ingest.vendedor.VendedorStore;
import java.util.Properties;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.jdbc.autoconfigure.DataSourceProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.SingleConnectionDataSource;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * All that nueva-epoca is made of. No {@code @Configuration}, so that the service's own context does not find it.
 *
 * <p>It has one connection, whose statements may take longer than a request's: a vendedor may have thousands of rows.
 */
@EnableConfigurationProperties({DataSourceProperties.class, EpocaProperties.class})
@Import({VendedorStore.class, Restauracion.class, NuevasEpocas.class, Servicios.class})
class EpocaConfig {

    private static final String CONNECT_TIMEOUT_S = "5";
    /** Above the longest statement. */
    private static final String SOCKET_TIMEOUT_S = "90";

    @Bean
    SingleConnectionDataSource dataSource(DataSourceProperties settings) {
        Properties properties = new Properties();
        properties.setProperty("ApplicationName", "cargue-nueva-epoca");
        properties.setProperty("connectTimeout", CONNECT_TIMEOUT_S);
        properties.setProperty("socketTimeout", SOCKET_TIMEOUT_S);
        properties.setProperty("tcpKeepAlive", "true");
        SingleConnectionDataSource dataSource = new SingleConnectionDataSource();
        dataSource.setUrl(settings.determineUrl());
        dataSource.setUsername(settings.determineUsername());
        dataSource.setPassword(settings.determinePassword());
        dataSource.setConnectionProperties(properties);
        dataSource.setSuppressClose(true);
        return dataSource;
    }

    @Bean
    JdbcTemplate jdbcTemplate(SingleConnectionDataSource dataSource) {
        return new JdbcTemplate(dataSource);
    }

    @Bean
    JdbcClient jdbcClient(JdbcTemplate jdbc) {
        return JdbcClient.create(jdbc);
    }

    @Bean
    TransactionTemplate transaction(SingleConnectionDataSource dataSource) {
        return new TransactionTemplate(new JdbcTransactionManager(dataSource));
    }
}
