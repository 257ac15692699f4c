package cargue.seguridad;

import java.time.ZoneId;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/** Tells a page where the services and the issuer of tokens are, null for what is not configured, and the time zone. */
@RestController
final class ConfigController {

    private final Config config;

    ConfigController(
            SeguridadSettings settings, Direcciones direcciones, @Value("${cargue.zona:America/Bogota}") ZoneId zona) {
        String emisor = settings.emisor();
        this.config = new Config(
                direcciones.ingest(),
                direcciones.push(),
                emisor != null && Urls.isHttp(emisor) ? emisor : null,
                zona.getId());
    }

    @GetMapping("/config.json")
    Config config() {
        return config;
    }

    /** The answer. */
    record Config(
            @Nullable String ingest,
            @Nullable String push,
            @Nullable String emisor,
            String zona) {}
}
