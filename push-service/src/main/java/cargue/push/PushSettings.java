package cargue.push;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.time.Duration;
import org.hibernate.validator.constraints.time.DurationMin;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;
import org.springframework.validation.annotation.Validated;

/**
 * Settings of this service, under {@code cargue.push}.
 *
 * @param maxViewers open connections of this node; one more is refused with 503. Default 20,000: what the node is
 *     measured with
 * @param joinQueue connections that wait to be taken up by the stream's thread; one more is closed with 1013. Default
 *     10,000: half of all viewers at once, after a restart of another node
 * @param unconflated live changes that may wait for a viewer before changes of the same row are merged. Default 64: a
 *     viewer that keeps up gets every change even out of a burst, and one that does not costs at most its sheets' rows
 *     and these
 * @param stallTimeout a viewer that accepted nothing for so long while something was queued is closed with 1013.
 *     Default 60 s: longer than a phone needs to come back to Wi-Fi
 * @param pingInterval time between two pings of a viewer for which nothing is queued. Default 25 s: below the 30 s after
 *     which mobile carriers' routers forget a connection
 * @param deadPeerTimeout a viewer of which nothing was read for so long after a ping is closed with 4408. Default 60 s
 * @param closeTimeout time a peer has to answer a close before the connection is cut. Default 5 s
 * @param maxClientMessage longest message taken from a viewer; a longer one closes with 4413. Default 64 KiB
 * @param kafkaTimeout bound of one question to Kafka (topic, offsets). Default 5 s
 * @param retryMin first pause before the stream is read anew. Default 200 ms: the topic is made a moment after the start
 * @param retryMax longest such pause. Default 2 s: readiness follows Kafka's return quickly
 * @param topicCheckInterval time between two looks whether the topic is still the one that was read. Default 10 s
 * @param shutdownTimeout time that viewers have to go at shutdown. Default 5 s
 */
@Validated
@ConfigurationProperties("cargue.push")
public record PushSettings(
        @DefaultValue("20000") @Min(1) int maxViewers,
        @DefaultValue("10000") @Min(1) int joinQueue,
        @DefaultValue("64") @Min(1) @Max(10_000) int unconflated,
        @DefaultValue("60s") @DurationMin(seconds = 1) Duration stallTimeout,
        @DefaultValue("25s") @DurationMin(seconds = 1) Duration pingInterval,
        @DefaultValue("60s") @DurationMin(seconds = 1) Duration deadPeerTimeout,
        @DefaultValue("5s") @DurationMin(millis = 100) Duration closeTimeout,
        @DefaultValue("64KB") DataSize maxClientMessage,
        @DefaultValue("5s") @DurationMin(millis = 100) Duration kafkaTimeout,
        @DefaultValue("200ms") @DurationMin(millis = 10) Duration retryMin,
        @DefaultValue("2s") @DurationMin(millis = 10) Duration retryMax,
        @DefaultValue("10s") @DurationMin(millis = 100) Duration topicCheckInterval,
        @DefaultValue("5s") @DurationMin(millis = 0) Duration shutdownTimeout) {}
