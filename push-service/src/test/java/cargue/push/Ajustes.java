package cargue.push;

import java.time.Duration;
import org.springframework.util.unit.DataSize;

/** Settings for tests. */
public final class Ajustes {

    private Ajustes() {}

    /** The defaults, but for how many changes may wait unmerged, and a short shutdown. */
    public static PushSettings unconflated(int unconflated) {
        return new PushSettings(
                20_000,
                10_000,
                unconflated,
                Duration.ofSeconds(60),
                Duration.ofSeconds(25),
                Duration.ofSeconds(60),
                Duration.ofSeconds(5),
                DataSize.ofKilobytes(64),
                Duration.ofSeconds(5),
                Duration.ofMillis(200),
                Duration.ofSeconds(2),
                Duration.ofSeconds(10),
                Duration.ofMillis(100));
    }
}
