package cargue.ingest;

import cargue.seguridad.SeguridadConfig;
import cargue.web.Pagina;
import java.time.Clock;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.context.properties.ConfigurationPropertiesScan;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;

/** Starts ingest-service. */
@SpringBootApplication
@ConfigurationPropertiesScan
@Import(SeguridadConfig.class)
public class IngestApplication {

    /** Starts the service; settings come as usual for Spring Boot. */
    public static void main(String[] args) {
        SpringApplication.run(IngestApplication.class, args);
    }

    /** The process's clock; business time comes from PostgreSQL, this one only measures this process. */
    @Bean
    Clock clock() {
        return Clock.systemUTC();
    }

    /** The seller's page. */
    @Bean
    Pagina pagina() {
        return new Pagina("app");
    }
}
