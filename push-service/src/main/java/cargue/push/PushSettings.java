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
 * @param maxViewersPerUser open connections of one user; one more is refused with 429. Default 5,000: a program that
 *     watches for many people has room
 * @param handshakesPerSecond connections that one address may open a second; more are refused with 429. Default 2,000
 * @param handshakeBurst connections that one address may open at once after a pause. Default 5,000: all of a user, after
 *     a cut
 * @param messagesPerSecond messages a second that a client may send on a connection; one more is refused. Default 50:
 *     200 subscriptions take four seconds
 * @param messagesPatience who sends more than that for so long is closed with 4429. Default 10 s
 * @param joinQueue requests that wait for the stream's thread, and those that wait for a position; one more is closed
 *     with 1013 or refused with 503. Default 40,000: all viewers at once, each with a connection and what it follows
 * @param ring latest events of a vendedor that are kept: who is no further behind resumes with exactly the changes since,
 *     and a plain viewer gets each by itself. Default 512: more than a morning's loading of a seller
 * @param ringTotal latest events of all vendedores together that are kept, about 1.2 KB each; with one more the oldest of
 *     all goes ({@code cargue.push.ring.forgotten}), and who is behind by more is given the rows as they are. Default
 *     30,000: full rings of 58 vendedores, some 36 MB
 * @param latido time in which every connection gets a message, a sign of life when there is nothing else; each client
 *     is told it. Default 15 s: below the 30 s after which mobile carriers' routers forget a connection
 * @param positionWait how long one who has a position above this node's waits for the node to get there; then 1013 or
 *     503. Default 5 s
 * @param stallTimeout a viewer that accepted nothing for so long while something was queued is closed with 1013.
 *     Default 60 s: longer than a phone needs to come back to Wi-Fi
 * @param pingInterval time between two pings of a viewer for which nothing is queued. Default 25 s: below the 30 s after
 *     which mobile carriers' routers forget a connection
 * @param deadPeerTimeout a viewer of which nothing was read for so long after a ping is closed with 4408. Default 60 s
 * @param closeTimeout time a peer has to answer a close before the connection is cut. Default 5 s
 * @param maxClientMessage longest message taken from a viewer; a longer one closes with 4413. Default 64 KiB
 * @param kafkaTimeout bound of one question to Kafka (topic, offsets). Default 5 s
 * @param retryMin first pause before the stream is read anew. Default 200 ms: the topic is made a moment after the start
 * @param retryMax longest pause before the stream is read anew. Default 2 s: readiness follows Kafka's return quickly
 * @param topicCheckInterval time between two looks whether the topic is still the one that was read. Default 10 s
 * @param drainWindow longest time over which viewers are sent away at shutdown, a millisecond for each. Default 3 s
 * @param shutdownTimeout time that the last viewers have to go at shutdown. Default 5 s
 */
@Validated
@ConfigurationProperties("cargue.push")
public record PushSettings(
        @DefaultValue("20000") @Min(1) int maxViewers,
        @DefaultValue("5000") @Min(1) int maxViewersPerUser,
        @DefaultValue("2000") @Min(1) int handshakesPerSecond,
        @DefaultValue("5000") @Min(1) int handshakeBurst,
        @DefaultValue("50") @Min(1) int messagesPerSecond,
        @DefaultValue("10s") @DurationMin(millis = 100) Duration messagesPatience,
        @DefaultValue("40000") @Min(1) int joinQueue,
        @DefaultValue("512") @Min(1) @Max(100_000) int ring,
        @DefaultValue("30000") @Min(1) @Max(10_000_000) int ringTotal,
        @DefaultValue("15s") @DurationMin(seconds = 1) Duration latido,
        @DefaultValue("5s") @DurationMin(millis = 100) Duration positionWait,
        @DefaultValue("60s") @DurationMin(seconds = 1) Duration stallTimeout,
        @DefaultValue("25s") @DurationMin(seconds = 1) Duration pingInterval,
        @DefaultValue("60s") @DurationMin(seconds = 1) Duration deadPeerTimeout,
        @DefaultValue("5s") @DurationMin(millis = 100) Duration closeTimeout,
        @DefaultValue("64KB") DataSize maxClientMessage,
        @DefaultValue("5s") @DurationMin(millis = 100) Duration kafkaTimeout,
        @DefaultValue("200ms") @DurationMin(millis = 10) Duration retryMin,
        @DefaultValue("2s") @DurationMin(millis = 10) Duration retryMax,
        @DefaultValue("10s") @DurationMin(millis = 100) Duration topicCheckInterval,
        @DefaultValue("3s") @DurationMin(millis = 0) Duration drainWindow,
        @DefaultValue("5s") @DurationMin(millis = 0) Duration shutdownTimeout) {}
