package cargue.analysts.export;

import cargue.analysts.duck.Formato;
import java.nio.file.Path;

/**
 * What is asked for.
 *
 * @param file where the events go
 * @param force whether an existing one is replaced
 */
public record Pedido(Path file, Formato formato, Intervalo intervalo, boolean force) {

    /** Beside the file: what has been written, as lines of JSON. */
    Path part() {
        return beside(".part");
    }

    /** Beside the file: how far that is. */
    Path progress() {
        return beside(".progress");
    }

    /** Beside the file: what the lines are turned into, when the format is another. */
    Path made() {
        return beside(".made");
    }

    /** Beside the file: what does not fit into memory while it is turned. */
    Path spill() {
        return beside(".spill");
    }

    /** What people do to have it from the beginning. */
    String anew() {
        return "delete that file and " + part().getFileName() + " to begin anew";
    }

    private Path beside(String suffix) {
        return file.resolveSibling(file.getFileName() + suffix);
    }
}
