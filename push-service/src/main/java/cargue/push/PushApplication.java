package cargue.push;

import cargue.seguridad.SeguridadConfig;
import cargue.web.Documentos;
import cargue.web.Pagina;
import java.time.Clock;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;

/** The push service's process. */
@SpringBootApplication
@EnableConfigurationProperties({CargueSettings.class, PushSettings.class})
@Import(SeguridadConfig.class)
public class PushApplication {

    /** Starts the service; it runs until SIGTERM. */
    public static void main(String[] args) {
        SpringApplication.run(PushApplication.class, args);
    }

    /** The wall clock in the business time zone: "today" is its date. */
    @Bean
    Clock clock(CargueSettings settings) {
        return Clock.system(settings.zona());
    }

    /** The dispatcher's page. */
    @Bean
    Pagina pagina() {
        return new Pagina("cargue");
    }

    /** The administrator's page. */
    @Bean
    Pagina administracion() {
        return Pagina.another("admin");
    }

    /** How programs use the service, for people to read. */
    @Bean
    Pagina lectura() {
        return Pagina.another("documentos");
    }

    /** How programs use the service, and read the topic. */
    @Bean
    Documentos documentos() {
        return new Documentos("openapi.json", "asyncapi.json");
    }
}
