package cargue.push;

import java.time.ZoneId;
import java.util.List;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Settings that both services have, under {@code cargue}.
 *
 * @param zona the business time zone, in which "today" is taken; default America/Bogota, where the routes are
 * @param seguridad who may connect
 */
@ConfigurationProperties("cargue")
public record CargueSettings(
        @DefaultValue("America/Bogota") ZoneId zona,
        @DefaultValue Seguridad seguridad) {

    /**
     * Who may connect.
     *
     * @param origenes origins of web pages that may open a stream besides this service's own, each as a browser sends
     *     it ({@code http://crm.example:8081}), compared whole; default none: a page that nobody listed gets nothing
     */
    public record Seguridad(@DefaultValue List<String> origenes) {

        /** Copies the list. */
        public Seguridad {
            origenes = List.copyOf(origenes);
        }
    }
}
