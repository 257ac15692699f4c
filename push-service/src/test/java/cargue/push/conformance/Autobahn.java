package cargue.push.conformance;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Autobahn's fuzzing client, a program in Python 2, run by Jython in a process of its own: neither belongs on the
 * service's class path. The build copies both to {@code target/autobahn-lib}.
 */
final class Autobahn {

    /** Some two minutes alone on two cores; the rest is for a busy machine. */
    private static final long LIMIT_MIN = 15;

    private static final JsonMapper JSON = JsonMapper.shared();
    private static final String AGENT = "push-service";

    /** The suite's deadlines are of a second and less, in the cases themselves too. */
    private static final int PATIENCE_S = 20;

    private static final Map<String, Integer> OPTIONS = Map.of(
            "version",
            18,
            "openHandshakeTimeout",
            60,
            "closeHandshakeTimeout",
            PATIENCE_S,
            "serverConnectionDropTimeout",
            PATIENCE_S);

    private static final String PROGRAM = """
            import json, sys
            from autobahntestsuite import wstest
            from autobahntestsuite.fuzzing import FuzzingProtocol

            def patiently(end):
                return lambda self, delay: end(self, max(delay, %d))

            FuzzingProtocol.killAfter = patiently(FuzzingProtocol.killAfter)
            FuzzingProtocol.closeAfter = patiently(FuzzingProtocol.closeAfter)
            wstest.start({'mode': 'fuzzingclient'}, json.load(open(sys.argv[1])))
            """.formatted(PATIENCE_S);

    private final Path report;

    /** @param report where the suite's own pages, one for each case, and its log are to stand */
    Autobahn(Path report) {
        this.report = report;
    }

    /**
     * Runs cases against a server that echoes.
     *
     * @param cases patterns as the suite has them: {@code 1.*}
     * @param excluded those of them that are not to be run
     * @return what the suite found of each case that it ran
     */
    List<Finding> run(String url, List<String> cases, List<String> excluded) throws IOException, InterruptedException {
        Files.createDirectories(report);
        Path index = report.resolve("index.json");
        Files.deleteIfExists(index);
        Path specification = Files.writeString(
                report.resolve("fuzzingclient.json"),
                JSON.writeValueAsString(Map.of(
                        "outdir", report.toString(),
                        "servers", List.of(Map.of("agent", AGENT, "url", url, "options", OPTIONS)),
                        "cases", cases,
                        "exclude-cases", excluded,
                        "exclude-agent-cases", Map.of())));
        runSuite(specification, report.resolve("suite.log"));
        return findings(JSON.readTree(Files.readString(index)).path(AGENT));
    }

    private static void runSuite(Path specification, Path log) throws IOException, InterruptedException {
        Process suite = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx512m",
                        "-Dpython.cachedir.skip=true",
                        "-cp",
                        Path.of("target", "autobahn-lib", "*").toString(),
                        "org.python.util.jython",
                        "-c",
                        PROGRAM,
                        specification.toString())
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start();
        try {
            if (!suite.waitFor(LIMIT_MIN, TimeUnit.MINUTES)) {
                throw new IllegalStateException("the suite did not end in " + LIMIT_MIN + " minutes, see " + log);
            }
            if (suite.exitValue() != 0) {
                throw new IllegalStateException("the suite ended with " + suite.exitValue() + ", see " + log);
            }
        } finally {
            suite.destroyForcibly();
        }
    }

    private static List<Finding> findings(JsonNode cases) {
        List<Finding> findings = new ArrayList<>();
        cases.forEachEntry((id, found) -> findings.add(new Finding(
                id,
                found.path("behavior").asString(),
                found.path("behaviorClose").asString())));
        return findings;
    }

    /**
     * What the suite found of a case, in its words.
     *
     * @param id such as {@code 6.4.1}
     * @param behavior how the messages went
     * @param close how the connection ended
     */
    record Finding(String id, String behavior, String close) {

        String section() {
            return id.substring(0, id.indexOf('.'));
        }

        /** Only what the suite itself counts among the passed. */
        boolean isPassed() {
            return List.of("OK", "NON-STRICT", "INFORMATIONAL").contains(behavior)
                    && List.of("OK", "INFORMATIONAL").contains(close);
        }
    }
}
