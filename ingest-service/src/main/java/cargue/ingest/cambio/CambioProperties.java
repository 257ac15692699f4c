package cargue.ingest.cambio;

import java.time.Duration;
import java.time.ZoneId;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * Settings of changes.
 *
 * @param zona business time zone: which date is today
 * @param lastStart how long after its arrival a request may still begin a transaction; one takes up to 2.8 s by the
 *     pool's timeouts, and a POST is answered within 5 s
 */
@Validated
@ConfigurationProperties("cargue")
record CambioProperties(
        @DefaultValue("America/Bogota") ZoneId zona,
        @DefaultValue("2s") Duration lastStart) {}
