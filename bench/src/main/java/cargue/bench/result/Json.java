package cargue.bench.result;

import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Results as one JSON object: on what they were measured, every run, and the medians and ratios of all. */
public final class Json {

    private static final JsonMapper MAPPER = new JsonMapper();

    private Json() {}

    /**
     * All of them.
     *
     * @param machine names and values of what they were measured on
     * @param scenarios what the files said, by the scenario's name
     */
    public static String of(Results results, Map<String, String> machine, Map<String, Map<String, String>> scenarios) {
        ObjectNode all = MAPPER.createObjectNode();
        all.set("machine", MAPPER.valueToTree(machine));
        all.set("scenarios", MAPPER.valueToTree(scenarios));
        all.set("missing", MAPPER.valueToTree(results.missing()));
        ArrayNode runs = all.putArray("runs");
        for (Run run : results.runs()) {
            runs.addObject()
                    .put("scenario", run.scenario())
                    .put("peer", run.peer())
                    .put("round", run.round())
                    .put("failure", run.failure())
                    .set("figures", MAPPER.valueToTree(run.figures().values()));
        }
        ArrayNode summary = all.putArray("summary");
        for (String scenario : results.scenarios()) {
            for (String peer : results.peers(scenario)) {
                results.names(scenario).forEach(name -> summarize(results, summary, new Place(scenario, peer, name)));
            }
        }
        return MAPPER.writeValueAsString(all);
    }

    private record Place(String scenario, String peer, String name) {}

    private static void summarize(Results results, ArrayNode summary, Place place) {
        results.figure(place.scenario(), place.peer(), place.name()).ifPresent(figure -> {
            ObjectNode line = summary.addObject()
                    .put("scenario", place.scenario())
                    .put("peer", place.peer())
                    .put("name", place.name());
            put(line, "", figure);
            Optional<Spread> ratio = place.peer().equals(Results.OURS)
                    ? Optional.empty()
                    : results.ratio(place.scenario(), place.peer(), place.name());
            ratio.ifPresent(of -> put(line, "ratio_", of));
        });
    }

    private static void put(ObjectNode line, String prefix, Spread spread) {
        line.put(prefix + "median", spread.median())
                .put(prefix + "least", spread.least())
                .put(prefix + "greatest", spread.greatest());
    }
}
