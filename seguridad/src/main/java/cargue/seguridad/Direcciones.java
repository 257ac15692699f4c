package cargue.seguridad;

import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;

/**
 * Where browsers reach the services, under {@code cargue.direcciones}: told to the pages, and taken as a {@code Host}.
 *
 * @param ingest base URL of ingest-service, such as {@code https://cargue.example}; default unknown
 * @param push base URL of push-service; default unknown
 */
@ConfigurationProperties("cargue.direcciones")
public record Direcciones(@Nullable String ingest, @Nullable String push) {

    /** Refuses what is no URL. */
    public Direcciones {
        Urls.requireHttp("cargue.direcciones.ingest", ingest);
        Urls.requireHttp("cargue.direcciones.push", push);
    }
}
