package cargue.contract;

import java.time.Duration;

/** The Kafka topics: names and the settings that are fixed for their life. */
public final class Temas {

    /** Every change of every row; key: vendedor id. */
    public static final String CHECKS = "cargue-checks";

    /** How far each ingest instance has got; lets a viewer know that a quiet sheet is live. */
    public static final String LATIDOS = "cargue-latidos";

    /** Partitions of {@link #CHECKS}; another number would move vendedores between partitions and break their order. */
    public static final int CHECKS_PARTITIONS = 12;

    /** Retention of {@link #CHECKS}: longer than a row can still be asked for (7 days back to 21 days ahead). */
    public static final Duration CHECKS_RETENTION = Duration.ofDays(30);

    /** Retention of {@link #LATIDOS}. */
    public static final Duration LATIDOS_RETENTION = Duration.ofHours(1);

    private Temas() {}
}
