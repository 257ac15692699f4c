package cargue.system;

import static org.assertj.core.api.Assertions.assertThat;

import cargue.contract.Rol;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** What those who run the services watch: Prometheus' endpoint has whatever alerts, dashboard and docs name. */
@ExtendWith(Stack.Extension.class)
class MetricsTests {

    private static final Path ROOT = Path.of("..");
    private static final Pattern NAMED = Pattern.compile("\\b(?:cargue|jvm|process|http|hikaricp)_[a-z0-9_]+");
    private static final Pattern SAMPLE = Pattern.compile("(?m)^([a-z0-9_]+)(?:\\{(.*)\\})? ");
    private static final Pattern LABEL = Pattern.compile("([a-z_]+)=\"([^\"]*)\"");
    private static final Pattern SELECTOR = Pattern.compile("\\b([a-z0-9_]+)\\{([^}]*)\\}");
    private static final Pattern MATCHER = Pattern.compile("([a-z_]+)=(~?)\\\\?\"([^\"\\\\]*)");
    private static final Pattern DOCUMENTED = Pattern.compile("(?m)^\\| `(cargue\\.[a-z.]+)` \\| ([^|]*)\\|");
    private static final Pattern VALUES = Pattern.compile("`([a-z]+)`: (`.*)");
    private static final Pattern VALUE = Pattern.compile("`([a-z_]+)`");
    private static final List<String> WATCHED = List.of("prometheus/alerts.yml", "grafana/dashboards/cargue.json");

    /** Given by Prometheus. */
    private static final String JOB = "job";

    /** A check travels the whole way first: a few meters of the libraries appear with their first use. */
    private static String told(Stack stack) {
        Twelve twelve = Twelve.in(stack);
        twelve.change(1);
        twelve.awaitOn(stack.push());
        return Stream.of(stack.ingest().url(), stack.push().url())
                .map(url -> new Api(url).as(Rol.ADMIN, "ADMIN").get("/actuator/prometheus"))
                .peek(answer -> assertThat(answer.status()).isEqualTo(200))
                .map(Api.Answer::text)
                .collect(Collectors.joining("\n"));
    }

    private static Set<String> served(Stack stack) {
        return SAMPLE.matcher(told(stack))
                .results()
                .map(found -> found.group(1))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    /** Each metric's labels with their values, as {@code metric label=value}. */
    private static Set<String> servedLabels(Stack stack) {
        Set<String> labels = new TreeSet<>();
        for (MatchResult sample : SAMPLE.matcher(told(stack)).results().toList()) {
            if (sample.group(2) != null) {
                LABEL.matcher(sample.group(2))
                        .results()
                        .forEach(label -> labels.add(sample.group(1) + " " + label.group(1) + "=" + label.group(2)));
            }
        }
        return labels;
    }

    private static String watched(String file) throws IOException {
        return Files.readString(ROOT.resolve("observability").resolve(file));
    }

    private static Set<String> named(String file) throws IOException {
        Matcher matcher = NAMED.matcher(watched(file));
        return matcher.results().map(found -> found.group()).collect(Collectors.toCollection(TreeSet::new));
    }

    /** The labels that a file selects by, each of the values that a pattern lists by itself. */
    private static Set<String> selected(String file) throws IOException {
        Set<String> labels = new TreeSet<>();
        for (MatchResult selector : SELECTOR.matcher(watched(file)).results().toList()) {
            for (MatchResult matcher :
                    MATCHER.matcher(selector.group(2)).results().toList()) {
                String values = matcher.group(3);
                for (String value : matcher.group(2).isEmpty() ? List.of(values) : List.of(values.split("\\|", -1))) {
                    if (!matcher.group(1).equals(JOB)) {
                        labels.add(selector.group(1) + " " + matcher.group(1) + "=" + value);
                    }
                }
            }
        }
        return labels;
    }

    private static List<MatchResult> documented() throws IOException {
        String docs = Files.readString(ROOT.resolve("docs/operations.md"));
        return DOCUMENTED
                .matcher(docs.substring(docs.indexOf("\n## Metrics\n"), docs.indexOf("\n## Traces\n")))
                .results()
                .toList();
    }

    @Test
    void theEndpointHasEveryMetricThatAlertsAndDashboardName(Stack stack) throws Exception {
        Set<String> served = served(stack);
        for (String file : WATCHED) {
            Set<String> named = named(file);
            assertThat(named).as(file).hasSizeGreaterThan(20);
            named.removeAll(served);
            assertThat(named).as("named in " + file + " and not served").isEmpty();
        }
    }

    /** In the docs a meter stands by its own name, in Prometheus with its unit: the one begins the other. */
    @Test
    void everyMeterOfTheDocsIsServedAndEveryServedOneIsInTheDocs(Stack stack) throws Exception {
        Set<String> documented = documented().stream()
                .map(found -> found.group(1).replace('.', '_'))
                .collect(Collectors.toCollection(TreeSet::new));
        Set<String> served = served(stack).stream()
                .filter(name -> name.startsWith("cargue_"))
                .map(name -> name.replaceAll("_(total|bucket|count|sum|max)$", "")
                        .replaceAll("_(seconds|bytes|records)$", ""))
                .collect(Collectors.toCollection(TreeSet::new));
        assertThat(served).isEqualTo(documented);
    }

    /** An alert on a counter that was renamed, or on a value that no longer comes, would keep quiet for ever. */
    @Test
    void theEndpointHasEveryLabelByWhichAlertsAndDashboardSelect(Stack stack) throws Exception {
        Set<String> served = servedLabels(stack);
        for (String file : WATCHED) {
            Set<String> selected = selected(file);
            assertThat(selected).as(file).isNotEmpty();
            selected.removeAll(served);
            assertThat(selected).as("selected in " + file + " and not served").isEmpty();
        }
        assertThat(selected(WATCHED.get(0)))
                .contains(
                        "cargue_push_refused_total codigo=ERROR_INTERNO",
                        "cargue_push_viewers_closed_total code=4408",
                        "cargue_push_viewers_closed_total code=1013");
    }

    /** Where the docs list a tag's values, those are all that are served, told before their first count. */
    @Test
    void theTagsOfTheDocsHaveTheValuesThatAreServed(Stack stack) throws Exception {
        Set<String> served = servedLabels(stack);
        int lists = 0;
        for (MatchResult row : documented()) {
            Matcher values = VALUES.matcher(row.group(2));
            if (!values.find()) {
                continue;
            }
            lists++;
            String label = row.group(1).replace('.', '_') + "_total " + values.group(1) + "=";
            assertThat(VALUE.matcher(values.group(2)).results().map(found -> label + found.group(1)))
                    .as(row.group(1))
                    .containsExactlyInAnyOrderElementsOf(
                            served.stream().filter(one -> one.startsWith(label)).toList());
        }
        assertThat(lists).isGreaterThanOrEqualTo(6);
    }

    @Test
    void nobodyButAnAdminReadsThem(Stack stack) {
        for (String url : List.of(stack.ingest().url(), stack.push().url())) {
            assertThat(new Api(url)
                            .as(Rol.ANALISTA, "ANALISTA1")
                            .get("/actuator/prometheus")
                            .status())
                    .isEqualTo(403);
        }
    }
}
