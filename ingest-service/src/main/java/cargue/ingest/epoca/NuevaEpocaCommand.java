package cargue.ingest.epoca;

import cargue.ingest.epoca.NuevasEpocas.NotNow;
import cargue.ingest.epoca.NuevasEpocas.Resultado;
import java.io.PrintStream;
import java.sql.SQLException;
import java.util.Map;
import org.springframework.boot.Banner;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.jdbc.autoconfigure.DataSourceProperties;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.core.NestedExceptionUtils;
import org.springframework.dao.DataAccessException;
import org.springframework.transaction.TransactionException;

/**
 * {@code java -jar ingest-service.jar nueva-epoca}, with the service's settings: gives every vendedor a new epoca after
 * PostgreSQL was restored to an older state, or the topic lost events. Prints one line; what goes wrong is told in one
 * line too (a defect by its stack trace), and then the exit code is 1.
 */
public final class NuevaEpocaCommand {

    /** The argument that asks for it. */
    public static final String NAME = "nueva-epoca";

    private static final String AGAIN = "; mend that and run this again, as often as need be";

    private final PrintStream out;
    private final PrintStream err;

    /** With where the result goes, and where progress and errors go. */
    public NuevaEpocaCommand(PrintStream out, PrintStream err) {
        this.out = out;
        this.err = err;
    }

    /**
     * Does it.
     *
     * @param args settings, as the service takes them
     * @return the exit code
     */
    public int run(String... args) {
        ConfigurableApplicationContext context;
        try {
            context = start(args);
        } catch (RuntimeException e) {
            return fail("cannot start with these settings: " + cause(e).getMessage());
        }
        try (context) {
            return begin(context);
        }
    }

    /** Only the settings and the database; what stops it is told here, not by the log. */
    private static ConfigurableApplicationContext start(String... args) {
        return new SpringApplicationBuilder(EpocaConfig.class)
                .web(WebApplicationType.NONE)
                .bannerMode(Banner.Mode.OFF)
                .properties(Map.of("logging.threshold.console", "OFF"))
                .run(args);
    }

    int begin(ConfigurableApplicationContext context) {
        try {
            Resultado resultado = context.getBean(NuevasEpocas.class).begin(line -> err.println(NAME + ": " + line));
            out.println("new epocas for " + resultado.vendedores() + " vendedores, " + resultado.renglones()
                    + " rows restated");
            return 0;
        } catch (NotNow e) {
            return fail(String.valueOf(e.getMessage()));
        } catch (DataAccessException | TransactionException e) {
            String url = context.getBean(DataSourceProperties.class).determineUrl();
            return fail("PostgreSQL at " + withoutParameters(url) + ": " + reason(e) + AGAIN);
        } catch (RuntimeException e) { // a defect
            e.printStackTrace(err);
            return 1;
        }
    }

    private int fail(String message) {
        err.println(NAME + ": " + message.replaceAll("\\s+", " "));
        return 1;
    }

    /** A JDBC URL's parameters may hold a password. */
    private static String withoutParameters(String url) {
        return url.replaceFirst("\\?.*", "");
    }

    /** PostgreSQL's own word, or the network's. */
    private static String reason(Exception e) {
        for (Throwable cause = e; cause != null; cause = cause.getCause()) {
            if (cause instanceof SQLException) {
                return String.valueOf(cause.getMessage()).replaceFirst("\\.$", "");
            }
        }
        return String.valueOf(cause(e).getMessage());
    }

    private static Throwable cause(Exception e) {
        return NestedExceptionUtils.getMostSpecificCause(e);
    }
}
