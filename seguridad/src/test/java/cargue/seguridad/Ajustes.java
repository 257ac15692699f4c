package cargue.seguridad;

import java.util.HashMap;
import java.util.Map;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;

/** Settings for tests. */
final class Ajustes {

    private Ajustes() {}

    /** The defaults, and an issuer, but for those given, name and value in turn. */
    static SeguridadSettings with(String... namesAndValues) {
        Map<String, String> values = new HashMap<>(Map.of("cargue.seguridad.emisor", "http://127.0.0.1:9"));
        for (int i = 0; i < namesAndValues.length; i += 2) {
            values.put("cargue.seguridad." + namesAndValues[i], namesAndValues[i + 1]);
        }
        return new Binder(new MapConfigurationPropertySource(values))
                .bindOrCreate("cargue.seguridad", SeguridadSettings.class);
    }
}
