package cargue.local.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** What a scenario found: lines for people, or one flat JSON object for programs. */
final class Report {

    private final List<Line> lines = new ArrayList<>();

    /** One thing that was measured. */
    private record Line(String label, List<Figure> figures) {}

    /**
     * A number.
     *
     * @param key its name in JSON
     * @param text how people read it, with one {@code %.2f} or the like in place of the number
     */
    record Figure(String key, String text, double value) {}

    /** Adds a line. */
    Report line(String label, List<Figure> figures) {
        lines.add(new Line(label, figures));
        return this;
    }

    Report line(String label, Figure... figures) {
        return line(label, List.of(figures));
    }

    /** Median and spread of a time. */
    static List<Figure> spread(String key, Latencies times) {
        return List.of(
                new Figure(key + "_p50_ms", "p50 %.2f ms", times.percentile(50)),
                new Figure(key + "_p25_ms", "p25 %.2f", times.percentile(25)),
                new Figure(key + "_p75_ms", "p75 %.2f", times.percentile(75)),
                new Figure(key + "_p99_ms", "p99 %.2f ms", times.percentile(99)),
                new Figure(key + "_max_ms", "max %.2f ms", times.percentile(100)));
    }

    String forPeople() {
        int widest =
                lines.stream().mapToInt(line -> line.label().length()).max().orElse(0);
        return lines.stream()
                .map(line -> String.format(Locale.ROOT, "%-" + (widest + 2) + "s", line.label())
                        + line.figures().stream()
                                .map(figure -> String.format(Locale.ROOT, figure.text(), figure.value()))
                                .collect(Collectors.joining(", ")))
                .collect(Collectors.joining(System.lineSeparator()));
    }

    String json() {
        return lines.stream()
                .flatMap(line -> line.figures().stream())
                .map(figure -> "\"" + figure.key() + "\":" + plain(figure.value()))
                .collect(Collectors.joining(",", "{", "}"));
    }

    /** Three decimals at most. */
    private static String plain(double value) {
        String text = String.format(Locale.ROOT, "%.3f", value);
        return text.replaceFirst("\\.?0+$", "");
    }
}
