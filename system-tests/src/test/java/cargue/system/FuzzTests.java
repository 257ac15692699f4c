package cargue.system;

import static org.assertj.core.api.Assertions.assertThat;

import cargue.contract.Rol;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;

/**
 * Schemathesis makes requests from the services' own OpenAPI documents, good and bad, and finds no answer with a server's
 * error, an undocumented status or type, or another form than the document says. It is a Python program: where there is
 * no Python 3 with pip and a way to its packages, this is skipped and says so. On a stack of its own, since what it makes
 * stays.
 */
class FuzzTests {

    private static final String VERSION = "4.32.5";
    private static final int SECONDS = 40;
    private static final Duration LIMIT = Duration.ofMinutes(5);
    private static final Path HOME = Path.of("target", "schemathesis").toAbsolutePath();
    private static final String CHECKS =
            "not_a_server_error,status_code_conformance,content_type_conformance,response_schema_conformance";

    @Test
    void noAnswerIsAServersErrorOrUndocumented() throws Exception {
        Path schemathesis = schemathesis();
        try (Stack stack = Stack.own()) {
            List<Target> targets = List.of(
                    new Target(stack.ingest().url(), Users.token(Rol.ADMIN, "ADMIN")),
                    new Target(
                            stack.ingest().url(), Users.token(Rol.VENDEDOR, "ID1")), // who may tick V and begin sheets
                    new Target(stack.push().url(), Users.token(Rol.ADMIN, "ADMIN")));
            for (Target target : targets) {
                Run run = run(
                        schemathesis.toString(),
                        "run",
                        target.url() + "/openapi.json",
                        "--url",
                        target.url(),
                        "-H",
                        "Authorization: Bearer " + target.token(),
                        "--checks",
                        CHECKS,
                        "--max-time",
                        String.valueOf(SECONDS),
                        "--max-examples",
                        "20",
                        "--continue-on-failure",
                        "--no-color",
                        "--exclude-path-regex", // streams have no end
                        "^/(ws|sse)/");
                assertThat(run.status()).as(run.output()).isZero();
                assertThat(run.output()).contains("Tested: ").doesNotContain("Tested: 0");
            }
        }
    }

    private record Target(String url, String token) {}

    private record Run(int status, String output) {}

    private static Run run(String... command) throws IOException, InterruptedException {
        Path output = Files.createTempFile(Files.createDirectories(HOME), "run", ".txt");
        Process process = new ProcessBuilder(command)
                .directory(HOME.toFile())
                .redirectErrorStream(true)
                .redirectOutput(output.toFile())
                .start();
        if (!process.waitFor(LIMIT.toSeconds(), TimeUnit.SECONDS)) {
            process.destroyForcibly();
            throw new IllegalStateException(command[0] + " did not end: " + Files.readString(output));
        }
        return new Run(process.exitValue(), Files.readString(output));
    }

    /** Its own environment, made the first time. */
    private static Path schemathesis() throws InterruptedException {
        Path program = HOME.resolve("venv/bin/schemathesis");
        String missing = "";
        try {
            if (!Files.isExecutable(program)) {
                Run made = run("python3", "-m", "venv", HOME.resolve("venv").toString());
                Run installed = made.status() == 0
                        ? run(HOME.resolve("venv/bin/pip").toString(), "install", "-q", "schemathesis==" + VERSION)
                        : made;
                missing = installed.status() == 0 ? "" : installed.output();
            }
        } catch (IOException e) {
            missing = e.getMessage();
        }
        if (!missing.isEmpty()) {
            System.out.println("FuzzTests: no Schemathesis " + VERSION + ", so the contract is not fuzzed: " + missing);
        }
        Assumptions.assumeTrue(missing.isEmpty(), "no Schemathesis: " + missing);
        return program;
    }
}
