package cargue.local;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;

/** Stack traces are for those who mend the program: they go to a file, people get a line. */
final class Failure {

    private Failure() {}

    /** Writes it after what is there, and tells whether it could. */
    static boolean write(Throwable failure, Path log) {
        StringWriter text = new StringWriter();
        failure.printStackTrace(new PrintWriter(text));
        try {
            Files.writeString(log, Instant.now() + " " + text, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
            return true;
        } catch (IOException e) {
            return false;
        }
    }
}
