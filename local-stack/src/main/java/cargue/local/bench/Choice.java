package cargue.local.bench;

import cargue.local.bench.Scenario.Range;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;

/** A scenario with a value for each of its settings. */
final class Choice {

    private final Scenario scenario;
    private final Map<Setting, Integer> values;

    private Choice(Scenario scenario, Map<Setting, Integer> values) {
        this.scenario = scenario;
        this.values = values;
    }

    /**
     * Fills in what was not given.
     *
     * @throws IllegalArgumentException when there is no such scenario, it has no such setting, or a value is out of
     *     range; the message is for people
     */
    static Choice of(String word, Map<Setting, Integer> given) {
        Scenario scenario = Scenario.of(word)
                .orElseThrow(() ->
                        new IllegalArgumentException("there is no scenario '" + word + "'; there are: " + words()));
        Map<Setting, Integer> left = new EnumMap<>(Setting.class);
        left.putAll(given);
        Map<Setting, Integer> values = new EnumMap<>(Setting.class);
        for (Range range : scenario.settings()) {
            Integer value = left.remove(range.setting());
            values.put(range.setting(), value == null ? range.standard() : within(range, value));
        }
        left.keySet().stream().findFirst().ifPresent(setting -> {
            throw new IllegalArgumentException(setting.option() + " is no setting of " + word);
        });
        return new Choice(scenario, values);
    }

    Scenario scenario() {
        return scenario;
    }

    /** The value of a setting that the scenario has. */
    int get(Setting setting) {
        return Objects.requireNonNull(values.get(setting), setting.option());
    }

    private static int within(Range range, int value) {
        if (value < range.least() || value > range.greatest()) {
            throw new IllegalArgumentException(
                    range.setting().option() + " must be from " + range.least() + " to " + range.greatest());
        }
        return value;
    }

    private static String words() {
        return Arrays.stream(Scenario.values()).map(Scenario::word).collect(Collectors.joining(", "));
    }
}
