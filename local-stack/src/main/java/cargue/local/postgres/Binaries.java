package cargue.local.postgres;

import cargue.local.process.Progress;
import cargue.local.process.StackException;
import cargue.local.process.Trees;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Locale;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.tukaani.xz.XZInputStream;

/** The PostgreSQL programs, which come as an archive in a jar of their own for each system. */
final class Binaries {

    /** The major release of the managed binaries; a test holds it against what they say. */
    static final String MAJOR = "18";

    /** The file in the directory that tells where its programs come from. */
    static final String ORIGIN = "origin";

    private static final int OWNER_EXECUTES = 0100;

    private Binaries() {}

    /**
     * Unpacks into the directory unless it has them, and instead of those of another release: a fix of PostgreSQL
     * reaches a database that was made before it. A kill in between leaves nothing that counts as complete. Nothing may
     * run from the directory.
     */
    static void unpack(Path target, Progress progress) throws IOException {
        URL archive = archive();
        String origin = jar(archive);
        Path known = target.resolve(ORIGIN);
        if (Files.exists(known) && Files.readString(known).equals(origin)) {
            return;
        }
        progress.say("unpacking PostgreSQL " + MAJOR);
        Path half = target.resolveSibling(target.getFileName() + ".new");
        Trees.delete(half);
        try (InputStream content = archive.openStream();
                TarArchiveInputStream tar =
                        new TarArchiveInputStream(new XZInputStream(new BufferedInputStream(content)))) {
            for (TarArchiveEntry entry = tar.getNextEntry(); entry != null; entry = tar.getNextEntry()) {
                write(entry, tar, half);
            }
        }
        Files.writeString(half.resolve(ORIGIN), origin);
        Trees.delete(target);
        Files.move(half, target, StandardCopyOption.ATOMIC_MOVE);
    }

    private static void write(TarArchiveEntry entry, InputStream content, Path root) throws IOException {
        Path path = root.resolve(entry.getName()).normalize();
        if (!path.startsWith(root)) {
            throw new IOException("the archive names a path outside of it: " + entry.getName());
        }
        if (entry.isDirectory()) {
            Files.createDirectories(path);
            return;
        }
        Files.createDirectories(path.resolveSibling("."));
        if (entry.isSymbolicLink()) {
            Files.createSymbolicLink(path, Path.of(entry.getLinkName()));
        } else {
            Files.copy(content, path);
            boolean program = (entry.getMode() & OWNER_EXECUTES) != 0;
            Files.setPosixFilePermissions(path, PosixFilePermissions.fromString(program ? "rwxr-xr-x" : "rw-r--r--"));
        }
    }

    private static URL archive() {
        String name = "/postgres-" + system() + ".txz";
        URL archive = Binaries.class.getResource(name);
        if (archive == null) {
            throw new StackException("there are no PostgreSQL programs for this system (" + name
                    + " is not in the build): use docker-compose.yml instead");
        }
        return archive;
    }

    /** The name of the jar that holds the archive: it has the whole release in it. */
    private static String jar(URL archive) {
        String jar = archive.getPath().replaceFirst("!/.*", "");
        return jar.substring(jar.lastIndexOf('/') + 1);
    }

    private static String system() {
        String os = System.getProperty("os.name").toLowerCase(Locale.ROOT).contains("mac") ? "darwin" : "linux";
        String arch = System.getProperty("os.arch");
        return os + "-"
                + switch (arch) {
                    case "amd64", "x86_64" -> "x86_64";
                    case "aarch64", "arm64" -> "arm_64";
                    default -> arch;
                };
    }
}
