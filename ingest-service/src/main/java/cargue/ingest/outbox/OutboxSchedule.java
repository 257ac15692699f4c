package cargue.ingest.outbox;

import java.time.Duration;
import org.springframework.context.annotation.Configuration;
import org.springframework.scheduling.annotation.EnableScheduling;
import org.springframework.scheduling.annotation.SchedulingConfigurer;
import org.springframework.scheduling.config.ScheduledTaskRegistrar;

/** What runs from time to time. */
@Configuration(proxyBeanMethods = false)
@EnableScheduling
class OutboxSchedule implements SchedulingConfigurer {

    private static final Duration PRUNE_EVERY = Duration.ofHours(1);

    private final Latidos latidos;
    private final Poda poda;
    private final OutboxProperties properties;

    OutboxSchedule(Latidos latidos, Poda poda, OutboxProperties properties) {
        this.latidos = latidos;
        this.poda = poda;
        this.properties = properties;
    }

    @Override
    public void configureTasks(ScheduledTaskRegistrar registrar) {
        registrar.addFixedRateTask(latidos::beat, properties.heartbeat());
        registrar.addFixedDelayTask(poda::prune, PRUNE_EVERY);
    }
}
