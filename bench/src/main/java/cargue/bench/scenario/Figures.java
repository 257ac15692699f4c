package cargue.bench.scenario;

import java.util.LinkedHashMap;
import java.util.Map;

/** What one measurement found, by name; the name ends with its unit, such as {@code cpu_us_per_delivery}. */
public final class Figures {

    private final Map<String, Double> values = new LinkedHashMap<>();

    /** Adds one. */
    public Figures put(String name, double value) {
        values.put(name, value);
        return this;
    }

    /** In the order in which they were found. */
    public Map<String, Double> values() {
        return values;
    }
}
