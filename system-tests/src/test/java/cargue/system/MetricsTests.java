package cargue.system;

import static org.assertj.core.api.Assertions.assertThat;

import cargue.contract.Rol;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
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
    private static final Pattern SAMPLE = Pattern.compile("(?m)^([a-z0-9_]+)(?:\\{| )");
    private static final Pattern DOCUMENTED = Pattern.compile("(?m)^\\| `(cargue\\.[a-z.]+)` \\|");

    /** A check travels the whole way first: a few meters of the libraries appear with their first use. */
    private static Set<String> served(Stack stack) {
        Twelve twelve = Twelve.in(stack);
        twelve.change(1);
        twelve.awaitOn(stack.push());
        return Stream.of(stack.ingest().url(), stack.push().url())
                .map(url -> new Api(url).as(Rol.ADMIN, "ADMIN").get("/actuator/prometheus"))
                .peek(answer -> assertThat(answer.status()).isEqualTo(200))
                .flatMap(answer -> SAMPLE.matcher(answer.text()).results().map(found -> found.group(1)))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static Set<String> named(Path file) throws IOException {
        Matcher matcher = NAMED.matcher(Files.readString(file));
        return matcher.results().map(found -> found.group()).collect(Collectors.toCollection(TreeSet::new));
    }

    @Test
    void theEndpointHasEveryMetricThatAlertsAndDashboardName(Stack stack) throws Exception {
        Set<String> served = served(stack);
        for (String file : List.of("prometheus/alerts.yml", "grafana/dashboards/cargue.json")) {
            Set<String> named = named(ROOT.resolve("observability").resolve(file));
            assertThat(named).as(file).hasSizeGreaterThan(20);
            named.removeAll(served);
            assertThat(named).as("named in " + file + " and not served").isEmpty();
        }
    }

    /** In the docs a meter stands by its own name, in Prometheus with its unit: the one begins the other. */
    @Test
    void everyMeterOfTheDocsIsServedAndEveryServedOneIsInTheDocs(Stack stack) throws Exception {
        String docs = Files.readString(ROOT.resolve("docs/operations.md"));
        Set<String> documented = DOCUMENTED
                .matcher(docs.substring(docs.indexOf("\n## Metrics\n"), docs.indexOf("\n## Traces\n")))
                .results()
                .map(found -> found.group(1).replace('.', '_'))
                .collect(Collectors.toCollection(TreeSet::new));
        Set<String> served = served(stack).stream()
                .filter(name -> name.startsWith("cargue_"))
                .map(name -> name.replaceAll("_(total|bucket|count|sum|max)$", "")
                        .replaceAll("_(seconds|bytes|records)$", ""))
                .collect(Collectors.toCollection(TreeSet::new));
        assertThat(served).isEqualTo(documented);
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
