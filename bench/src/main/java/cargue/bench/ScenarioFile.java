package cargue.bench;

import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What a file in {@code bench/scenarios} says: which kind of measurement, and its figures. Throws an
 * IllegalArgumentException, for people, at what is missing, unknown or out of range.
 */
public final class ScenarioFile {

    private static final String SUFFIX = ".properties";

    private final String name;
    private final Map<String, String> values;
    private final TreeSet<String> asked = new TreeSet<>();

    private ScenarioFile(String name, Map<String, String> values) {
        this.name = name;
        this.values = new TreeMap<>(values);
    }

    /** The names of all in a directory, in order. */
    static List<String> names(Path directory) {
        try (Stream<Path> files = Files.list(directory)) {
            return files.map(file -> file.getFileName().toString())
                    .filter(file -> file.endsWith(SUFFIX))
                    .map(file -> file.substring(0, file.length() - SUFFIX.length()))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new IllegalArgumentException("cannot read the scenarios in " + directory + ": " + e.getMessage(), e);
        }
    }

    /** Reads one; what the command line says replaces what the file says. */
    static ScenarioFile read(Path directory, String name, Map<String, String> given) {
        List<String> names = names(directory);
        if (!names.contains(name)) {
            throw new IllegalArgumentException(
                    "there is no scenario '" + name + "'; there are: " + String.join(", ", names));
        }
        Properties properties = new Properties();
        try (Reader file = Files.newBufferedReader(directory.resolve(name + SUFFIX))) {
            properties.load(file);
        } catch (IOException e) {
            throw new IllegalArgumentException("cannot read the scenario " + name + ": " + e.getMessage(), e);
        }
        Map<String, String> values = properties.stringPropertyNames().stream()
                .collect(Collectors.toMap(
                        key -> key, key -> properties.getProperty(key).strip()));
        given.forEach((key, value) -> {
            if (values.containsKey(key)) {
                values.put(key, value);
            }
        });
        return new ScenarioFile(name, values);
    }

    public String name() {
        return name;
    }

    /** All that it says, for the record. */
    Map<String, String> values() {
        return Map.copyOf(values);
    }

    /** A word that it must say. */
    public String text(String key) {
        return given(key).orElseThrow(() -> new IllegalArgumentException("scenario " + name + " does not say " + key));
    }

    /** A list with commas. */
    public List<String> list(String key) {
        return Arrays.stream(text(key).split(","))
                .map(String::strip)
                .filter(word -> !word.isEmpty())
                .toList();
    }

    /** A whole number that it must say. */
    public int number(String key, int least, int greatest) {
        String text = text(key);
        if (text.matches("\\d{1,9}")) {
            int value = Integer.parseInt(text);
            if (value >= least && value <= greatest) {
                return value;
            }
        }
        throw new IllegalArgumentException("scenario " + name + ": " + key + " must be from " + least + " to "
                + greatest + ", not '" + text + "'");
    }

    /** The same, or what is said for a peer, such as {@code checks_per_second.django}. */
    public int number(String key, String peer, int least, int greatest) {
        int common = number(key, least, greatest);
        return given(key + "." + peer).isPresent() ? number(key + "." + peer, least, greatest) : common;
    }

    /** Throws at a key that nobody asked for; those that are of one peer are asked for when it runs. */
    void requireNoOthers() {
        for (String key : values.keySet()) {
            int dot = key.indexOf('.');
            if (!asked.contains(dot < 0 ? key : key.substring(0, dot))) {
                throw new IllegalArgumentException("scenario " + name + " says " + key + ", which nothing reads");
            }
        }
    }

    private Optional<String> given(String key) {
        asked.add(key);
        return Optional.ofNullable(values.get(key));
    }
}
