package cargue.system;

import static org.assertj.core.api.Assertions.assertThat;

import cargue.local.service.Service;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/**
 * Reads the logs of the whole run for tokens and passwords: those of every server that system tests started, and what
 * the tests of all modules wrote. So it comes last.
 */
@Order(Integer.MAX_VALUE)
@ExtendWith(Stack.Extension.class)
class SecretsInLogsTests {

    private static final Path TARGET = Path.of("target").toAbsolutePath();

    /** When this run began; what earlier ones have left is not its own. */
    private static final Instant RUN = Instant.parse(System.getProperty("cargue.run.began"));

    @Test
    void noLogOfTheRunHasATokenOrAPassword(Stack stack) throws IOException {
        // Something to tell, if only this test is run.
        for (Service service : List.of(stack.ingest(), stack.push())) {
            assertThat(Wire.once(service, Ask.get("/sesion/").bearer(Users.viewer()))
                            .status())
                    .isEqualTo(200);
            assertThat(Wire.once(service, Ask.get("/sesion/").bearer(Users.viewer() + "x"))
                            .status())
                    .isEqualTo(401);
        }
        List<Path> stacks = new ArrayList<>();
        for (Path each : list(TARGET, "stack-")) {
            if (!Files.getLastModifiedTime(each.resolve("logs")).toInstant().isBefore(RUN)) {
                stacks.add(each);
            }
        }
        Set<String> known = new HashSet<>();
        for (Path each : stacks) {
            known.addAll(Secrets.of(each));
        }
        assertThat(known).as("passwords and keys that were in use").hasSizeGreaterThan(9);
        Secrets secrets = new Secrets(known);
        List<Path> logs = logs(stacks);
        for (Path log : logs) {
            secrets.read(log);
        }
        System.out.printf("read %d lines of %d files for secrets%n", secrets.lines(), secrets.files());
        assertThat(secrets.found()).isEmpty();
        assertThat(logs).anyMatch(log -> log.endsWith("ingest-service.log"));
        assertThat(logs).anyMatch(log -> log.endsWith("push-service.log"));
        assertThat(secrets.lines()).isGreaterThan(100);
    }

    /** Of the servers, and of each module's tests. */
    private static List<Path> logs(List<Path> stacks) throws IOException {
        List<Path> logs = new ArrayList<>();
        for (Path stack : stacks) {
            logs.addAll(list(stack.resolve("logs"), ""));
        }
        for (Path module : list(TARGET.getParent().getParent(), "")) {
            logs.addAll(list(module.resolve("target").resolve("surefire-reports"), ""));
        }
        return logs.stream().filter(Files::isRegularFile).toList();
    }

    private static List<Path> list(Path directory, String start) throws IOException {
        if (!Files.isDirectory(directory)) {
            return List.of();
        }
        try (Stream<Path> entries = Files.list(directory)) {
            return entries.filter(entry -> entry.getFileName().toString().startsWith(start))
                    .toList();
        }
    }

    @Test
    void seesWhatItLooksFor(@TempDir Path dir, Stack stack) throws IOException {
        Path log = Files.writeString(
                dir.resolve("a.log"),
                "nothing\nGET /x bearer." + Users.viewer() + " 200\npassword is s3cr3t-of-this\nbytes \u0001\n");
        Secrets secrets = new Secrets(Set.of("s3cr3t-of-this"));
        secrets.read(log);
        assertThat(secrets.found()).containsExactly(log + ":2 has a token", log + ":3 has a password or a key");
        assertThat(secrets.found()).noneMatch(found -> found.contains("s3cr3t"));
        assertThat(secrets.lines()).isEqualTo(4);
    }
}
