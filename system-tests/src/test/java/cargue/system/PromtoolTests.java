package cargue.system;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;

/**
 * Who is called when: each alert leads to what is to be done, and fires when it should. The latter is for Prometheus' own
 * promtool to say; where there is none, that is skipped, with a line.
 */
class PromtoolTests {

    private static final Path RULES = Path.of("..", "observability", "prometheus");
    private static final Path DOCS = Path.of("..", "docs", "operations.md");
    private static final Pattern ALERT = Pattern.compile("(?m)^ +- alert: (\\w+)$");
    private static final Pattern RUNBOOK = Pattern.compile("(?m)^ +runbook_url: \\S+/docs/operations\\.md#(\\S+)$");
    private static final Pattern HEADING = Pattern.compile("(?m)^### (Cargue\\w+)$");
    private static final int LIMIT_S = 120;

    private static List<String> found(Pattern pattern, Path file) throws IOException {
        return pattern.matcher(Files.readString(file))
                .results()
                .map(match -> match.group(1))
                .toList();
    }

    @Test
    void everyAlertHasItsPlaceInTheDocs() throws Exception {
        List<String> alerts = found(ALERT, RULES.resolve("alerts.yml"));
        assertThat(alerts).hasSizeGreaterThan(20).doesNotHaveDuplicates();
        assertThat(found(HEADING, DOCS)).containsExactlyElementsOf(alerts);
        assertThat(found(RUNBOOK, RULES.resolve("alerts.yml")))
                .containsExactlyElementsOf(alerts.stream()
                        .map(alert -> alert.toLowerCase(Locale.ROOT))
                        .toList());
    }

    @Test
    void everyAlertFiresAndKeepsQuietAsItsTestsSay() throws Exception {
        boolean found =
                new ProcessBuilder("sh", "-c", "command -v promtool").start().waitFor() == 0;
        if (!found) {
            System.out.println("PromtoolTests: there is no promtool on this machine, so the alerts' tests are not run");
        }
        Assumptions.assumeTrue(found, "no promtool");
        promtool("check", "rules", "alerts.yml");
        promtool("test", "rules", "alerts.test.yml");
        List<String> tested = found(Pattern.compile("ALERTS\\{alertname=\"(\\w+)\""), RULES.resolve("alerts.test.yml"));
        assertThat(tested).containsAll(found(ALERT, RULES.resolve("alerts.yml")));
    }

    private static void promtool(String... arguments) throws Exception {
        Path output = Files.createTempFile("promtool", ".txt");
        Process process = new ProcessBuilder()
                .directory(RULES.toFile())
                .redirectErrorStream(true)
                .redirectOutput(output.toFile())
                .command(Stream.concat(Stream.of("promtool"), Stream.of(arguments))
                        .toList())
                .start();
        assertThat(process.waitFor(LIMIT_S, TimeUnit.SECONDS)).isTrue();
        assertThat(process.exitValue()).as(Files.readString(output)).isZero();
    }
}
