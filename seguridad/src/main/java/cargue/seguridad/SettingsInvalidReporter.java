package cargue.seguridad;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.SpringBootExceptionReporter;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;

/** Tells a wrong setting in one line, where Spring Boot would tell it in a page. */
@Order(Ordered.HIGHEST_PRECEDENCE)
final class SettingsInvalidReporter implements SpringBootExceptionReporter {

    private static final Logger LOG = LoggerFactory.getLogger(SettingsInvalidReporter.class);

    /** @param context demanded by Spring Boot */
    SettingsInvalidReporter(@Nullable ConfigurableApplicationContext context) {}

    @Override
    public boolean reportException(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof SettingsInvalid invalid) {
                LOG.error("not started: {}", invalid.getMessage());
                return true;
            }
        }
        return false;
    }
}
