package cargue.ingest.http;

import jakarta.validation.constraints.NotNull;
import java.time.Duration;
import org.hibernate.validator.constraints.time.DurationMin;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;
import org.springframework.validation.annotation.Validated;

/**
 * Settings of how bodies are read.
 *
 * @param timeout from a request's head to its body's last byte; then 408. Default 20 s: a batch of 500 checks by a phone
 *     that sends 5 KB a second
 * @param memory what all bodies that have not arrived whole may take together; one more is 503, unless
 *     it has 8 KB at most, as a check has. Default 64 MB
 */
@Validated
@ConfigurationProperties("cargue.body")
record BodyProperties(
        @DefaultValue("20s") @DurationMin(millis = 100) Duration timeout,
        @DefaultValue("64MB") @NotNull DataSize memory) {}
