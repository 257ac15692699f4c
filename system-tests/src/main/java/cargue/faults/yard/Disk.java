package cargue.faults.yard;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * A directory on a small disk of its own, a tmpfs, which can be filled. Where the system does not let us mount one (it
 * takes root), it is a directory like any other and cannot be filled.
 */
public final class Disk implements AutoCloseable {

    private static final String BALLAST = "ballast";
    private static final int PIECE = 1 << 20;

    private final Path path;
    private final boolean mounted;

    private Disk(Path path, boolean mounted) {
        this.path = path;
        this.mounted = mounted;
    }

    static Disk at(Path path, int megabytes) {
        try {
            Files.createDirectories(path);
            boolean mounted =
                    run("mount", "-t", "tmpfs", "-o", "mode=700,size=" + megabytes + "m", "cargue", path.toString());
            return new Disk(path, mounted);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Whether it is a disk of its own. */
    public boolean canBeFilled() {
        return mounted;
    }

    /** Takes all the space that is left. */
    public void fill() throws IOException {
        if (!mounted) {
            throw new IllegalStateException(path + " is no disk of its own");
        }
        byte[] piece = new byte[PIECE];
        try (OutputStream ballast = Files.newOutputStream(path.resolve(BALLAST))) {
            while (true) {
                ballast.write(piece);
            }
        } catch (IOException e) {
            if (space() > PIECE) {
                throw e;
            }
        }
    }

    /** Gives the space back. */
    public void empty() throws IOException {
        Files.deleteIfExists(path.resolve(BALLAST));
    }

    /** What is left of it. */
    public long space() throws IOException {
        return Files.getFileStore(path).getUsableSpace();
    }

    @Override
    public void close() {
        try {
            if (mounted) {
                run("umount", "-l", path.toString());
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static boolean run(String... command) throws IOException {
        try {
            return new ProcessBuilder(List.of(command))
                            .redirectErrorStream(true)
                            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                            .start()
                            .waitFor()
                    == 0;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
