package cargue.push;

import java.time.ZoneId;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Settings that both services have, under {@code cargue}; who may call stands under {@code cargue.seguridad}.
 *
 * @param zona the business time zone, in which "today" is taken; default America/Bogota, where the routes are
 */
@ConfigurationProperties("cargue")
public record CargueSettings(@DefaultValue("America/Bogota") ZoneId zona) {}
