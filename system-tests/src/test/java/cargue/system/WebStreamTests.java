package cargue.system;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** The TypeScript client of {@code web/} keeps its promises against the running services. */
@ExtendWith(Stack.Extension.class)
class WebStreamTests {

    private static final long LIMIT_MINUTES = 4;

    @Test
    void theTypeScriptClientShowsWhatIsStored(Stack stack) throws Exception {
        Path output = Path.of("target", "web-stream-tests.log").toAbsolutePath();
        ProcessBuilder builder = new ProcessBuilder("./build", "test:real")
                .directory(Path.of("..", "web").toFile())
                .redirectErrorStream(true)
                .redirectOutput(output.toFile());
        builder.environment().put("CARGUE_PUSH_URL", stack.push().url());
        builder.environment().put("CARGUE_INGEST_URL", stack.ingest().url());
        builder.environment().put("CARGUE_ISSUER_DIR", stack.issuerFiles().toString());
        Process process = builder.start();
        try {
            boolean ended = process.waitFor(LIMIT_MINUTES, TimeUnit.MINUTES);

            assertThat(ended)
                    .as("ended within %d min; so far:%n%s", LIMIT_MINUTES, Files.readString(output))
                    .isTrue();
            assertThat(process.exitValue()).as("%n%s", Files.readString(output)).isZero();
        } finally {
            process.descendants().forEach(ProcessHandle::destroyForcibly);
            process.destroyForcibly();
        }
    }
}
