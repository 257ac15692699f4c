package cargue.ingest.outbox;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * Settings of the way to Kafka.
 *
 * @param replicas of both topics when they are made; 3 keeps every event through the loss of a broker, 1 is for a
 *     single machine (the topic then flushes every message to disk)
 * @param sweep how often all vendedores are looked through for events whose wake-up was lost by a crash
 * @param sendTimeout how long Kafka may take to acknowledge what was sent in one cycle; PostgreSQL frees the cursors of
 *     a frozen relay after 10 s, so it stays below that
 * @param heartbeat how often {@code cargue-latidos} is told how far the relay is
 * @param keepEvents how long published events are kept; not less than the topic's retention
 * @param keepAnswers how long answers are repeated for their idempotency key; the contract promises 7 days
 */
@Validated
@ConfigurationProperties("cargue.outbox")
record OutboxProperties(
        @DefaultValue("3") @Min(1) @Max(9) short replicas,
        @DefaultValue("1s") @NotNull Duration sweep,
        @DefaultValue("5s") @NotNull Duration sendTimeout,
        @DefaultValue("2s") @NotNull Duration heartbeat,
        @DefaultValue("31d") @NotNull Duration keepEvents,
        @DefaultValue("8d") @NotNull Duration keepAnswers) {}
