package cargue.analysts.export;

import java.time.Duration;

/** When it is time to note how far an export is. One thread. */
class Ritmo {

    private final int records;
    private final Duration time;
    private long read;
    private long noted = System.nanoTime();

    /** After so many records, or so much time, whichever comes first. */
    Ritmo(int records, Duration time) {
        this.records = records;
        this.time = time;
    }

    /** Seldom enough that it costs nothing, often enough that little is read twice. */
    static Ritmo ordinary() {
        return new Ritmo(50_000, Duration.ofSeconds(5));
    }

    /** Whether it is time, now that more records have been read. */
    boolean isDue(int more) {
        read += more;
        if (read < records && System.nanoTime() - noted < time.toNanos()) {
            return false;
        }
        read = 0;
        noted = System.nanoTime();
        return true;
    }

    /** The part file is on the disk, and the note is not; a test breaks off here. */
    void beforeNote() {}
}
