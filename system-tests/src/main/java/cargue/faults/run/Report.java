package cargue.faults.run;

import cargue.faults.checker.Rule;
import cargue.faults.checker.Violation;
import cargue.faults.fault.Injector;
import cargue.faults.fault.Injector.Injected;
import cargue.faults.fault.Kind;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import tools.jackson.databind.json.JsonMapper;

/** What came of a run, for people and for programs. */
public final class Report {

    private static final int MOST_TOLD = 5;
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final Outcome outcome;
    private final long seed;

    public Report(Outcome outcome, long seed) {
        this.outcome = outcome;
        this.seed = seed;
    }

    private record Line(Kind kind, int count, int missed, double medianS, double longestS) {}

    private List<Line> lines() {
        List<Line> lines = new ArrayList<>();
        for (Kind kind : Kind.values()) {
            List<Injected> of =
                    outcome.faults().stream().filter(one -> one.kind() == kind).toList();
            if (!of.isEmpty()) {
                List<Duration> times =
                        of.stream().map(Injector::duration).sorted().toList();
                int missed = (int) of.stream().filter(Injected::missed).count();
                lines.add(new Line(
                        kind,
                        of.size() - missed,
                        missed,
                        times.get(times.size() / 2).toMillis() / 1e3,
                        times.get(times.size() - 1).toMillis() / 1e3));
            }
        }
        return lines;
    }

    private int faults() {
        return (int) outcome.faults().stream().filter(one -> !one.missed()).count();
    }

    /** The table of what was injected, the first violations, and one line of numbers. */
    public String forPeople() {
        StringBuilder text = new StringBuilder(String.format(
                Locale.ROOT, "%-22s %6s %7s %9s %10s  %s%n", "fault", "times", "missed", "median s", "longest s", ""));
        for (Line line : lines()) {
            text.append(String.format(
                    Locale.ROOT,
                    "%-22s %6d %7d %9.1f %10.1f  %s%n",
                    line.kind().word(),
                    line.count(),
                    line.missed(),
                    line.medianS(),
                    line.longestS(),
                    line.kind().text()));
        }
        byRule().forEach((rule, of) -> {
            text.append(String.format(
                    "%-22s %6d  broken: %s%n", rule, outcome.verdict().counts().get(rule), rule.text()));
            of.stream().limit(MOST_TOLD).map(Report::told).forEach(text::append);
        });
        outcome.strange().forEach(what -> text.append("STRANGE ").append(what).append(System.lineSeparator()));
        return text.append("seed ")
                .append(seed)
                .append(System.lineSeparator())
                .append(last())
                .toString();
    }

    private Map<Rule, List<Violation>> byRule() {
        Map<Rule, List<Violation>> byRule = new EnumMap<>(Rule.class);
        outcome.verdict()
                .violations()
                .forEach(one -> byRule.computeIfAbsent(one.rule(), rule -> new ArrayList<>())
                        .add(one));
        return byRule;
    }

    private static String told(Violation violation) {
        return "    " + violation.vendedorId() + " " + violation.text() + System.lineSeparator();
    }

    private String last() {
        return faults() + " faults, " + outcome.acknowledged() + " checks, "
                + outcome.history().log().size() + " events, "
                + outcome.history().viewers().size() + " viewers, "
                + outcome.violationCount() + " violations";
    }

    /** The same as one JSON object. */
    public String json() {
        Map<String, Object> all = new LinkedHashMap<>();
        all.put("seed", seed);
        all.put("faults", faults());
        all.put("checks", outcome.acknowledged());
        all.put("events", outcome.history().log().size());
        all.put("viewers", outcome.history().viewers().size());
        all.put("violations", outcome.violationCount());
        all.put("injected", lines());
        all.put("told", outcome.verdict().violations());
        all.put("strange", outcome.strange());
        return JSON.writeValueAsString(all);
    }
}
