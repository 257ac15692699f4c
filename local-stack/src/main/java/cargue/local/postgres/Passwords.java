package cargue.local.postgres;

import cargue.local.process.DataDir;
import cargue.local.process.StackException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.EnumSet;
import java.util.HexFormat;
import java.util.Set;

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
        writePrivate(
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

    /** Writes a file that nobody else can read at any moment. */
    static void writePrivate(Path file, String text) throws IOException {
        Files.deleteIfExists(file);
        Set<StandardOpenOption> options = EnumSet.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
        try (var channel = Files.newByteChannel(
                file, options, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")))) {
            channel.write(ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8)));
        }
    }

    private static String next(SecureRandom random) {
        byte[] bytes = new byte[BYTES];
        random.nextBytes(bytes);
        return HexFormat.of().formatHex(bytes);
    }
}
