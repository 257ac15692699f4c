package cargue.local;

import static org.assertj.core.api.Assertions.assertThat;

import cargue.local.process.DataDir;
import cargue.local.process.Ports;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class UpCommandTests {

    @TempDir
    Path temp;

    @Test
    void hasTheDocumentedDefaults() {
        UpCommand up = parse();
        assertThat(up.options().ingestPort()).isEqualTo(8081);
        assertThat(up.options().pushPort()).isEqualTo(8082);
        assertThat(up.options().kafkaPort()).isEqualTo(9092);
        assertThat(up.options().postgresPort()).isEqualTo(5433);
        assertThat(up.options().issuerPort()).isEqualTo(8083);
        assertThat(up.options().data().getFileName()).hasToString(".cargue");
        assertThat(up.demo).isFalse();
    }

    @Test
    void readsEveryOption() {
        UpCommand up = parse(
                "--data",
                "/d",
                "--ingest-port",
                "1",
                "--push-port",
                "2",
                "--kafka-port",
                "3",
                "--pg-port",
                "4",
                "--issuer-port",
                "5",
                "--demo");
        assertThat(up.options()).isEqualTo(new StackOptions(Path.of("/d"), 1, 2, 3, 4, 5));
        assertThat(up.demo).isTrue();
    }

    @Test
    void refusesWhatItDoesNotKnowInOneLine() {
        StringWriter errors = new StringWriter();
        int exitCode = Main.commandLine().setErr(new PrintWriter(errors)).execute("up", "--what");
        assertThat(exitCode).isEqualTo(2);
        assertThat(errors.toString().lines()).hasSize(1).first().asString().contains("--what");
    }

    @Test
    void saysWhichOptionMovesATakenPort() throws Exception {
        try (ServerSocket other = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            Launch launch = Launch.up(temp, "--pg-port", "" + other.getLocalPort());
            assertThat(launch.exitCode()).isEqualTo(1);
            assertThat(launch.errors()).singleElement().asString().contains("taken", "--pg-port");
            assertThat(launch.output()).isEmpty();
        }
    }

    @Test
    void checksTheIssuersPortLikeTheOthers() throws Exception {
        try (ServerSocket other = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            Launch launch = Launch.up(temp, "--issuer-port", "" + other.getLocalPort());
            assertThat(launch.exitCode()).isEqualTo(1);
            assertThat(launch.errors()).singleElement().asString().contains("taken", "--issuer-port");
        }
    }

    @Test
    void refusesAPortThatIsNamedTwice() throws Exception {
        String port = "" + Ports.free();
        Launch launch = Launch.up(temp, "--pg-port", port, "--kafka-port", port);
        assertThat(launch.exitCode()).isEqualTo(1);
        assertThat(launch.errors()).singleElement().asString().contains("named twice");
    }

    @Test
    void refusesADirectoryThatIsInUse() throws Exception {
        try (DataDir owned = DataDir.open(temp.resolve("data"))) {
            Launch launch = Launch.up(owned.path());
            assertThat(launch.exitCode()).isEqualTo(1);
            assertThat(launch.errors()).singleElement().asString().contains("in use by another cargue");
        }
    }

    @Test
    void refusesAnUnwritableDirectory() throws Exception {
        Path file = Files.createFile(temp.resolve("file"));
        Launch launch = Launch.up(file.resolve("data"));
        assertThat(launch.exitCode()).isEqualTo(1);
        assertThat(launch.errors()).singleElement().asString().contains("cannot write", "--data");
    }

    private static UpCommand parse(String... arguments) {
        CommandLine up = new CommandLine(new UpCommand());
        up.parseArgs(arguments);
        return up.getCommand();
    }
}
