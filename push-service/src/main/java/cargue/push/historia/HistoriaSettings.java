package cargue.push.historia;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.time.Duration;
import org.hibernate.validator.constraints.time.DurationMax;
import org.hibernate.validator.constraints.time.DurationMin;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * Settings of the readings of the past, under {@code cargue.push.historia}.
 *
 * @param maxReaders readings of Kafka at once on this node, for events and replays together; one more is refused with
 *     503. Default 4: each may take a core and some megabytes, and viewers come first
 * @param timeLimit longest time of one reading, its sending to the client included; then the answer is cut. Default 60 s:
 *     longer than all events of a vendedor take a client that reads on
 * @param clockSkew how far Kafka's clock may be behind PostgreSQL's: a reading starts so much earlier in the log than the
 *     instant asked for. Default 5 min: far more than clocks that are kept by NTP differ
 * @param maxReplays open replays of this node; one more is refused with 503. Default 20: one for each person who
 *     looks into the past, with room
 * @param maxReplayEvents changes of one day, and rows at its start, that a replay holds in memory; a day with more is
 *     refused. Default 20,000: 500 changes to each of 40 rows, some 10 MB
 * @param replayIdle time after which a replay that is paused, and told nothing, ends. Default 30 min: a lunch break
 * @param tick time between two looks at what each replay has to send. Default 50 ms: at the usual 60 times as fast
 *     that is three seconds of the day
 */
@Validated
@ConfigurationProperties("cargue.push.historia")
public record HistoriaSettings(
        @DefaultValue("4") @Min(1) @Max(100) int maxReaders,
        @DefaultValue("60s") @DurationMin(millis = 100) Duration timeLimit,
        @DefaultValue("5m") @DurationMin(millis = 0) Duration clockSkew,
        @DefaultValue("20") @Min(1) int maxReplays,
        @DefaultValue("20000") @Min(1) int maxReplayEvents,
        @DefaultValue("30m") @DurationMin(millis = 100) Duration replayIdle,

        @DefaultValue("50ms") @DurationMin(millis = 10) @DurationMax(millis = 1000)
        Duration tick) {}
