package cargue.local.service;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import cargue.local.process.DataDir;
import cargue.local.process.Ports;
import cargue.local.process.StackException;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.URLConnection;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ServiceTests {

    private static final Duration LIMIT = Duration.ofSeconds(30);
    private static final Duration SHORT = Duration.ofMillis(500);

    @TempDir
    Path temp;

    private DataDir dir;

    @BeforeEach
    void makeHome() throws IOException {
        System.setProperty("cargue.home", StandIn.home(temp).toString());
        dir = DataDir.open(temp.resolve("data"));
    }

    @AfterEach
    void end() {
        dir.close();
        System.clearProperty("cargue.home");
    }

    @Test
    void getsItsEnvironmentAndArguments() throws Exception {
        ServiceOptions options = Service.push(Ports.free(), "127.0.0.1:1")
                .with("CARGUE_ZONA", "UTC")
                .withJvm("-Dextra=yes");
        try (Service service = new Service(dir, options)) {
            service.start();
            service.awaitReady(LIMIT);
            assertThat(get(service, LIMIT))
                    .contains(
                            "CARGUE_ZONA=UTC",
                            "SPRING_KAFKA_BOOTSTRAP_SERVERS=127.0.0.1:1",
                            "SERVER_ADDRESS=127.0.0.1",
                            "extra=yes");
        }
    }

    @Test
    void standsStillWhilePausedAndStopsAllTheSame() throws Exception {
        try (Service service = new Service(dir, Service.push(Ports.free(), "127.0.0.1:1"))) {
            service.start();
            service.awaitReady(LIMIT);
            service.pause();
            assertThatExceptionOfType(IOException.class).isThrownBy(() -> get(service, SHORT));
            service.resume();
            assertThat(get(service, LIMIT)).isNotEmpty();
            service.pause();
            service.stop();
            assertThat(service.isAlive()).isFalse();
            assertThat(service.onExit()).succeedsWithin(LIMIT).isEqualTo(143); // its own end, not a kill
        }
    }

    @Test
    void saysWhyItDidNotStart() throws Exception {
        ServiceOptions broken = Service.push(Ports.free(), "127.0.0.1:1").with("SERVER_PORT", "none");
        try (Service service = new Service(dir, broken)) {
            service.start();
            assertThatExceptionOfType(StackException.class)
                    .isThrownBy(() -> service.awaitReady(LIMIT))
                    .withMessageContaining("push-service ended with exit code 1")
                    .withMessageContaining(service.log().toString())
                    .withMessageContaining("NumberFormatException");
        }
    }

    private static String get(Service service, Duration limit) throws IOException {
        URLConnection connection = URI.create(service.url()).toURL().openConnection();
        connection.setReadTimeout((int) limit.toMillis());
        try (InputStream body = connection.getInputStream()) {
            return new String(body.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
