package cargue.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import cargue.local.service.StandIn;
import com.nimbusds.jose.util.JSONObjectUtils;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** From {@code up} to the end, with real PostgreSQL and Kafka, and stand-ins for the services. */
class UpLifeTests {

    private static final Duration LIMIT = Duration.ofSeconds(150);
    private static final String READY = "ready ingest=http://127\\.0\\.0\\.1:\\d+ push=http://127\\.0\\.0\\.1:\\d+"
            + " kafka=127\\.0\\.0\\.1:\\d+ postgres=127\\.0\\.0\\.1:\\d+"
            + " issuer=http://127\\.0\\.0\\.1:\\d+";

    /** One for all tests: making a database takes seconds. */
    @TempDir
    static Path temp;

    private static Path home;
    private static Path data;

    @BeforeAll
    static void makeHome() throws Exception {
        home = StandIn.home(Files.createDirectory(temp.resolve("home")));
        data = temp.resolve("data");
    }

    @AfterEach
    void leaveNothing() {
        processes().forEach(process -> {
            process.destroyForcibly();
            process.onExit().join();
        });
    }

    @Test
    void stopsTheLeftoversOfAKilledLauncherAndThenItself() throws Exception {
        List<Long> leftovers;
        try (Launch killed = Launch.start(home, data)) {
            awaitReady(killed);
            killed.process().destroyForcibly();
            assertThat(killed.exitCode()).isEqualTo(137);
            leftovers = processes().stream().map(ProcessHandle::pid).toList();
            assertThat(servers()).hasSize(4);
        }
        try (Launch next = Launch.start(home, data)) {
            awaitReady(next);
            assertThat(servers()).hasSize(4);
            assertThat(processes()).extracting(ProcessHandle::pid).doesNotContainAnyElementsOf(leftovers);
            next.process().destroy(); // SIGTERM
            assertThat(next.exitCode()).isZero();
            assertThat(next.output()).singleElement().asString().matches(READY);
            assertThat(next.errors()).anyMatch(line -> line.contains("left over from a run that was killed"));
            assertThat(processes()).isEmpty();
        }
    }

    @Test
    void stopsAllWhenOneEndsByItself() throws Exception {
        try (Launch launch = Launch.start(home, data, "--json")) {
            awaitReady(launch);
            assertThat(launch.output()).singleElement().asString().startsWith("{\"ingest\":\"http://127.0.0.1:");
            processes().stream().filter(process -> isNamed(process, "kafka")).forEach(ProcessHandle::destroyForcibly);
            assertThat(launch.exitCode()).isEqualTo(1);
            assertThat(launch.errors())
                    .filteredOn(line -> line.startsWith("cargue: "))
                    .singleElement()
                    .asString()
                    .contains("kafka ended with exit code 137, see " + data.resolve("logs/kafka.log"));
            assertThat(processes()).isEmpty();
        }
    }

    /** The stand-ins show their environment. */
    @Test
    void givesTheServicesAnIssuerAndTellsThemOfOneAnother() throws Exception {
        try (Launch launch = Launch.start(home, data, "--json")) {
            awaitReady(launch);
            Map<String, Object> ready = JSONObjectUtils.parse(launch.output().get(0));
            String ingest = String.valueOf(ready.get("ingest"));
            String push = String.valueOf(ready.get("push"));
            String issuer = String.valueOf(ready.get("issuer"));
            assertThat(get(issuer + "/.well-known/openid-configuration")).contains("\"issuer\":\"" + issuer + "\"");
            assertThat(get(ingest))
                    .contains(
                            "CARGUE_SEGURIDAD_EMISOR=" + issuer,
                            "CARGUE_SEGURIDAD_ORIGENES=" + push + "," + push.replace("127.0.0.1", "localhost"),
                            "CARGUE_DIRECCIONES_INGEST=" + ingest,
                            "CARGUE_DIRECCIONES_PUSH=" + push);
            assertThat(get(push))
                    .contains(
                            "CARGUE_SEGURIDAD_EMISOR=" + issuer,
                            "CARGUE_SEGURIDAD_ORIGENES=" + ingest + "," + ingest.replace("127.0.0.1", "localhost"));
            assertThat(preflight(issuer, push)).isEqualTo(204);
            assertThat(preflight(issuer, "http://localhost:1")).isEqualTo(403);
        }
    }

    @Test
    void killsAllAtOnceOnTheSecondSignal() throws Exception {
        try (Launch launch = Launch.start(home, data, Map.of("STAND_IN_HANGS_AT_STOP", "yes"))) {
            awaitReady(launch);
            launch.process().destroy();
            await().atMost(LIMIT).until(() -> launch.errors().stream().anyMatch(line -> line.contains("stopping")));
            launch.process().destroy();
            assertThat(launch.exitCode()).isEqualTo(130);
            assertThat(processes()).isEmpty();
        }
    }

    private static String get(String url) throws Exception {
        return HttpClient.newHttpClient()
                .send(HttpRequest.newBuilder(URI.create(url)).build(), HttpResponse.BodyHandlers.ofString())
                .body();
    }

    private static int preflight(String issuer, String page) throws Exception {
        HttpRequest request = HttpRequest.newBuilder(URI.create(issuer + "/token"))
                .method("OPTIONS", HttpRequest.BodyPublishers.noBody())
                .header("Origin", page)
                .build();
        return HttpClient.newHttpClient()
                .send(request, HttpResponse.BodyHandlers.discarding())
                .statusCode();
    }

    private static void awaitReady(Launch launch) {
        await().atMost(LIMIT)
                .until(() -> !launch.output().isEmpty() || !launch.process().isAlive());
        assertThat(launch.process().isAlive()).as("%s", launch).isTrue();
    }

    private static List<ProcessHandle> processes() {
        return ProcessHandle.allProcesses()
                .filter(process -> isNamed(process, ""))
                .toList();
    }

    /** Without the job that makes a class archive in the background. */
    private static List<ProcessHandle> servers() {
        return processes().stream()
                .filter(process -> !isNamed(process, "class-archive"))
                .toList();
    }

    private static boolean isNamed(ProcessHandle process, String name) {
        return process.info().arguments().stream()
                .flatMap(Arrays::stream)
                .anyMatch(argument -> argument.contains("cargue.process=" + name) && argument.endsWith("@" + data));
    }
}
