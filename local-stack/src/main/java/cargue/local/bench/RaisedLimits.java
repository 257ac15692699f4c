package cargue.local.bench;

import java.util.Map;

/**
 * A bench sends more than people can, from one address and mostly as one user: where that is more than the services'
 * limits, they are raised, and the bench says so.
 */
final class RaisedLimits {

    /** For ingest-service, as environment variables. */
    static final Map<String, String> SETTINGS;

    static final String LABEL = "limits on POSTs";

    /** With the limit in the place of {@code %.0f}. */
    static final String FOR_PEOPLE = "raised for this to %.0f a second of a user and of an address";

    private static final int PER_SECOND = 100_000;

    static {
        String limit = Integer.toString(PER_SECOND);
        SETTINGS = Map.of(
                "CARGUE_SEGURIDAD_LIMITES_USERPERSECOND", limit,
                "CARGUE_SEGURIDAD_LIMITES_USERBURST", limit,
                "CARGUE_SEGURIDAD_LIMITES_ADDRESSPERSECOND", limit,
                "CARGUE_SEGURIDAD_LIMITES_ADDRESSBURST", limit);
    }

    private RaisedLimits() {}

    static Report.Figure figure() {
        return new Report.Figure("posts_per_second_allowed", FOR_PEOPLE, PER_SECOND);
    }
}
