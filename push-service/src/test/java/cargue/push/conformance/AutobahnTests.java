package cargue.push.conformance;

import static java.util.stream.Collectors.counting;
import static java.util.stream.Collectors.groupingBy;
import static org.assertj.core.api.Assertions.assertThat;

import cargue.push.Fichas;
import cargue.push.PushApplication;
import cargue.push.conformance.Autobahn.Finding;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.springframework.boot.SpringApplication;
import org.springframework.context.ConfigurableApplicationContext;

/**
 * The service's WebSocket server against Autobahn's test suite: all of it that is not of compression, which the server
 * does not offer. The suite's own pages are in {@code target/autobahn-report}.
 */
class AutobahnTests {

    /** Set by the profile {@code autobahn}. */
    private static final boolean ALL = Boolean.getBoolean("cargue.autobahn.all");

    private static final List<String> CASES = List.of("1.*", "2.*", "3.*", "4.*", "5.*", "6.*", "7.*", "9.*", "10.*");

    /** Messages of 1 MiB in pieces down to 64 bytes: as long as all others, most of it spent by the suite itself. */
    private static final List<String> SLOW_CASES = List.of("9.5.*", "9.6.*");

    private static final Map<String, Long> COUNTS = Map.of(
            "1", 16L, "2", 11L, "3", 7L, "4", 10L, "5", 20L, "6", 145L, "7", 37L, "9", ALL ? 54L : 42L, "10", 1L);

    private static List<Finding> findings;

    /** No Kafka is needed: a node that waits for it refuses its streams, not the echo. */
    @BeforeAll
    static void run() throws Exception {
        SpringApplication node = new SpringApplication(PushApplication.class, EchoEndpoint.class);
        List<String> arguments =
                new ArrayList<>(List.of("--server.port=0", "--spring.kafka.bootstrap-servers=127.0.0.1:9"));
        Fichas.settings().forEach(setting -> arguments.add("--" + setting));
        try (ConfigurableApplicationContext context = node.run(arguments.toArray(String[]::new))) {
            String port = context.getEnvironment().getRequiredProperty("local.server.port");
            findings = new Autobahn(Path.of("target", "autobahn-report"))
                    .run("ws://127.0.0.1:" + port + EchoEndpoint.PATH, CASES, ALL ? List.of() : SLOW_CASES);
        }
    }

    @Test
    void everyCaseIsRun() {
        assertThat(findings.stream().collect(groupingBy(Finding::section, counting())))
                .isEqualTo(COUNTS);
    }

    @Test
    void noCaseFails() {
        assertThat(findings).filteredOn(finding -> !finding.isPassed()).isEmpty();
    }

    /** Text that is no UTF-8 is refused when its message is whole, not at its first wrong byte: Jetty looks then. */
    @Test
    void allThatIsNotStrictIsHowSoonBadTextIsRefused() {
        assertThat(findings)
                .filteredOn(finding -> "NON-STRICT".equals(finding.behavior()))
                .allMatch(finding -> finding.id().startsWith("6.4."));
    }
}
