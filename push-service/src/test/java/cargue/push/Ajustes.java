package cargue.push;

import java.util.HashMap;
import java.util.Map;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;

/** Settings for tests. */
public final class Ajustes {

    private Ajustes() {}

    /** The defaults but for those given, name and value in turn; and a short shutdown. */
    public static PushSettings with(String... namesAndValues) {
        Map<String, String> values = new HashMap<>();
        values.put("cargue.push.shutdown-timeout", "100ms");
        for (int i = 0; i < namesAndValues.length; i += 2) {
            values.put("cargue.push." + namesAndValues[i], namesAndValues[i + 1]);
        }
        return new Binder(new MapConfigurationPropertySource(values)).bindOrCreate("cargue.push", PushSettings.class);
    }
}
