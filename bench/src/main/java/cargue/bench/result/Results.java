package cargue.bench.result;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/** All that a bench found, and what is told of it: each peer's figures, and Cargue's beside each other's. */
public final class Results {

    /** To whom the others are compared. */
    public static final String OURS = "cargue";

    private final List<Run> runs = new ArrayList<>();
    private final Map<String, String> missing = new LinkedHashMap<>();

    /** Adds a measurement. */
    public void add(Run run) {
        runs.add(run);
    }

    /** A peer could not be had. */
    public void missing(String peer, String why) {
        missing.put(peer, why);
    }

    /** Peers that could not be had, with the reason. */
    public Map<String, String> missing() {
        return Map.copyOf(missing);
    }

    public List<Run> runs() {
        return List.copyOf(runs);
    }

    /** In the order in which they were measured. */
    public Collection<String> scenarios() {
        return runs.stream().map(Run::scenario).collect(LinkedHashSet::new, Set::add, Set::addAll);
    }

    /** Of a scenario, in the order in which they were measured. */
    public Collection<String> peers(String scenario) {
        return of(scenario).stream().map(Run::peer).collect(LinkedHashSet::new, Set::add, Set::addAll);
    }

    /** The names of a scenario's figures. */
    public Collection<String> names(String scenario) {
        Set<String> names = new LinkedHashSet<>();
        of(scenario).forEach(run -> names.addAll(run.figures().values().keySet()));
        return names;
    }

    /** A peer's figure; empty when no run has it. */
    public Optional<Spread> figure(String scenario, String peer, String name) {
        return spread(of(scenario).stream()
                .filter(run -> run.peer().equals(peer))
                .map(run -> run.figures().values().get(name))
                .filter(Objects::nonNull)
                .mapToDouble(Double::doubleValue)
                .toArray());
    }

    /** Cargue's figure by the peer's, of each round in which both were measured. */
    public Optional<Spread> ratio(String scenario, String peer, String name) {
        return spread(of(scenario).stream()
                .filter(run -> run.peer().equals(OURS))
                .flatMap(ours -> of(scenario).stream()
                        .filter(other -> other.peer().equals(peer) && other.round() == ours.round())
                        .flatMap(other ->
                                quotient(
                                        ours.figures().values().get(name),
                                        other.figures().values().get(name))
                                        .stream()))
                .mapToDouble(Double::doubleValue)
                .toArray());
    }

    /** What went wrong. */
    public List<Run> failures() {
        return runs.stream().filter(run -> run.failure() != null).toList();
    }

    private static Optional<Double> quotient(
            @org.jspecify.annotations.Nullable Double ours, @org.jspecify.annotations.Nullable Double other) {
        return ours == null || other == null || other == 0 ? Optional.empty() : Optional.of(ours / other);
    }

    private List<Run> of(String scenario) {
        return runs.stream().filter(run -> run.scenario().equals(scenario)).toList();
    }

    private static Optional<Spread> spread(double[] values) {
        return values.length == 0 ? Optional.empty() : Optional.of(Spread.of(values));
    }
}
