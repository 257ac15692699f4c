package cargue.ingest;

import cargue.ingest.epoca.NuevaEpocaCommand;
import cargue.seguridad.SeguridadConfig;
import cargue.web.Documentos;
import cargue.web.Pagina;
import java.time.Clock;
import java.util.Arrays;
import java.util.List;
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

    private static final int NOT_UNDERSTOOD = 2;

    /** Starts the service, or does what the one command says; settings come as usual for Spring Boot. */
    public static void main(String[] args) {
        List<String> words =
                Arrays.stream(args).filter(arg -> !arg.startsWith("-")).toList();
        if (words.isEmpty()) {
            SpringApplication.run(IngestApplication.class, args);
        } else if (words.equals(List.of(NuevaEpocaCommand.NAME))) {
            System.exit(new NuevaEpocaCommand(System.out, System.err).run(args));
        } else {
            // The service must not start instead: it may be that nobody wants it on this database yet.
            System.err.println("ingest-service: '" + String.join(" ", words) + "' is not understood; there is: "
                    + NuevaEpocaCommand.NAME);
            System.exit(NOT_UNDERSTOOD);
        }
    }

    /** The process's clock; business time comes from PostgreSQL, this one only measures this process. */
    @Bean
    Clock clock() {
        return Clock.systemUTC();
    }

    /** How programs use the service, for people to read. */
    @Bean
    Pagina lectura() {
        return Pagina.another("documentos");
    }

    /** How programs use the service. */
    @Bean
    Documentos documentos() {
        return new Documentos("openapi.json");
    }

    /** The seller's page. */
    @Bean
    Pagina pagina() {
        return new Pagina("app");
    }
}
