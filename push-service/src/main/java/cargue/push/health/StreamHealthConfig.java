package cargue.push.health;

import cargue.push.stream.Phase;
import cargue.push.stream.PushStream;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** What the probes ask of the stream; application.yaml puts each into its group. */
@Configuration(proxyBeanMethods = false)
class StreamHealthConfig {

    /** Readiness: whether the node has all that Kafka held when it began to read. */
    @Bean
    HealthIndicator streamHealthIndicator(PushStream stream) {
        return () -> {
            Phase phase = stream.phase();
            Health.Builder health = phase == Phase.LIVE ? Health.up() : Health.outOfService();
            return health.withDetail("phase", phase).build();
        };
    }

    /** Liveness: only a restart helps when the thread that owns the state has died. */
    @Bean
    HealthIndicator streamThreadHealthIndicator(PushStream stream) {
        return () -> (stream.alive() ? Health.up() : Health.down()).build();
    }
}
