package cargue.ingest.vendedor;

import cargue.contract.Posicion;
import com.fasterxml.uuid.Generators;
import com.fasterxml.uuid.impl.TimeBasedEpochGenerator;
import java.util.UUID;

/** Names for the lives of numberings: UUIDv7, the later the greater. Thread-safe. */
public final class Epocas {

    private static final TimeBasedEpochGenerator GENERATOR = Generators.timeBasedEpochGenerator();
    private static final int BELOW_MILLIS = 16;

    private Epocas() {}

    /** A vendedor's first. */
    static UUID first() {
        return GENERATOR.generate();
    }

    /**
     * One that compares greater than the present one, also when the present one was made by a clock that was ahead.
     *
     * <p>The topic may hold epocas of the vendedor that a restored database does not know. One of now is greater than
     * those too, unless this machine's clock is behind the one that made them: of that nothing here can tell.
     */
    public static UUID after(UUID present) {
        return after(present, GENERATOR.generate());
    }

    /** @param now one of now */
    static UUID after(UUID present, UUID now) {
        if (Posicion.compareEpocas(now, present) > 0) {
            return now;
        }
        long millis = present.getMostSignificantBits() >>> BELOW_MILLIS;
        return GENERATOR.construct(millis + 1);
    }
}
