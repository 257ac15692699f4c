package cargue.ingest.epoca;

import java.time.ZoneId;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Settings of nueva-epoca, beside the database's.
 *
 * @param zona business time zone: which date is today
 */
@ConfigurationProperties("cargue")
record EpocaProperties(@DefaultValue("America/Bogota") ZoneId zona) {}
