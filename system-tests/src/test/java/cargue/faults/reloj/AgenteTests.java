package cargue.faults.reloj;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;

import cargue.local.process.Jdk;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.Arrays;
import java.util.Date;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AgenteTests {

    /** Told within a minute, of five that the clock is off. */
    private static final long TOLERANCE_MS = 60_000;

    /** Prints the time of day by every way that programs ask for it, and how long a second's wait takes. */
    static final class Program {

        private Program() {}

        @SuppressWarnings("JavaUtilDate") // libraries ask it
        public static void main(String[] args) throws InterruptedException {
            long start = System.nanoTime();
            synchronized (Program.class) {
                Program.class.wait(SECONDS.toMillis(1));
            }
            long waited = System.nanoTime() - start;
            System.out.println(System.currentTimeMillis() + " " + Instant.now().toEpochMilli() + " "
                    + Clock.systemUTC().millis() + " "
                    + Clock.systemUTC().instant().toEpochMilli() + " "
                    + new Date().getTime() + " " + waited / 1_000_000);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {300, -300})
    void givesAJvmAnotherTimeOfDayAndLeavesItsWaitsAlone(int seconds, @TempDir Path directory) throws Exception {
        String agent = Agente.argument(directory.resolve("reloj.jar"), seconds);
        String classes = Path.of(Program.class
                        .getProtectionDomain()
                        .getCodeSource()
                        .getLocation()
                        .toURI())
                .toString();
        Process process = new ProcessBuilder(Jdk.java(), agent, "-cp", classes, Program.class.getName()).start();
        String[] printed = new String(process.getInputStream().readAllBytes(), UTF_8)
                .strip()
                .split(" ");
        assertThat(process.waitFor()).as(Arrays.toString(printed)).isZero();
        long expected = System.currentTimeMillis() + SECONDS.toMillis(seconds);
        for (int i = 0; i < 5; i++) {
            assertThat(Math.abs(Long.parseLong(printed[i]) - expected))
                    .as("%d of %s", i, Arrays.toString(printed))
                    .isLessThan(TOLERANCE_MS);
        }
        assertThat(Long.parseLong(printed[5])).isBetween(900L, 30_000L);
    }
}
