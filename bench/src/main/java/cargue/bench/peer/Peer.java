package cargue.bench.peer;

import cargue.bench.load.OpenLoop;
import cargue.bench.load.Sheet;
import cargue.bench.viewer.Viewer;
import cargue.local.process.Progress;
import java.nio.file.Path;
import java.util.List;

/**
 * A system that is measured: Cargue itself, or one beside it. Used by one thread, except what {@link OpenLoop.Server}
 * promises.
 */
public interface Peer extends OpenLoop.Server, AutoCloseable {

    /** How it is called in results, such as {@code cargue}. */
    String name();

    /** Whether a check is on the database's disk when it is answered, and may be replayed; else it is only passed on. */
    boolean keepsChecks();

    /**
     * Starts it with new data.
     *
     * @param dir for its data and logs, its alone
     * @throws PeerMissing when this machine lacks something that it needs
     */
    void start(Path dir, Progress progress) throws InterruptedException;

    /** Its running server processes. */
    List<Part> parts();

    /** Makes the vendedores' sheets; afterwards each viewer that connects can be live. */
    List<Sheet> fill(List<String> vendedores) throws InterruptedException;

    /**
     * A viewer that has not been connected yet.
     *
     * @param receiveBuffer bytes that its socket takes before the server's has to keep them; 0: as the system does
     */
    Viewer viewer(String vendedor, int receiveBuffer, Viewer.Events events);

    /** Makes its processes give back what garbage holds, as far as they can be told. */
    void collectGarbage() throws InterruptedException;

    /** Stops it. */
    @Override
    void close();

    /**
     * One process, with all that it has started.
     *
     * @param delivers whether it is the one that writes to viewers
     */
    record Part(String name, long pid, boolean delivers) {}
}
