package cargue.local.postgres;

import cargue.local.process.DataDir;
import cargue.local.process.PrivateFile;
import cargue.local.process.StackException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.HexFormat;

/**
 * The database's passwords: random for each data directory, in a file that only its owner can read. The format is
 * libpq's, so that psql can use the file too.
 */
final class Passwords {

    static final String SUPERUSER = "postgres";

    private static final int BYTES = 24;
    private static final String LINE = "127.0.0.1:*:*:%s:%s%n";

    private final Path home;
    private final Path file;

    Passwords(Path home) {
        this.home = home;
        this.file = home.resolve("pgpass");
    }

    Path file() {
        return file;
    }

    private void createIfMissing() throws IOException {
        if (Files.exists(file)) {
            return;
        }
        DataDir.createPrivate(home);
        SecureRandom random = new SecureRandom();
        PrivateFile.write(
                file,
                String.format(LINE, Postgres.DATABASE, next(random)) + String.format(LINE, SUPERUSER, next(random)));
    }

    /** The role's password; the first question makes all of them. */
    String of(String role) {
        try {
            createIfMissing();
            return Files.readAllLines(file).stream()
                    .map(line -> line.split(":", -1))
                    .filter(parts -> parts.length == 5 && parts[3].equals(role))
                    .map(parts -> parts[4])
                    .findFirst()
                    .orElseThrow(() -> new StackException("no password of " + role + " in " + file));
        } catch (IOException e) {
            throw new StackException("cannot read the database's passwords in " + file + ": " + e.getMessage(), e);
        }
    }

    private static String next(SecureRandom random) {
        byte[] bytes = new byte[BYTES];
        random.nextBytes(bytes);
        return HexFormat.of().formatHex(bytes);
    }
}
