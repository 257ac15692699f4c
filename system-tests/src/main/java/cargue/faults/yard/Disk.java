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
    private final int megabytes;
    private boolean mounted;

    Disk(Path path, int megabytes) {
        this.path = path;
        this.megabytes = megabytes;
    }

    /** Makes it, before anything is stored in it. */
    void mount() {
        try {
            Files.createDirectories(path);
            mounted = run("mount", "-t", "tmpfs", "-o", "mode=700,size=" + megabytes + "m", "cargue", path.toString());
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

    private long space() throws IOException {
        return Files.getFileStore(path).getUsableSpace();
    }

    @Override
    public void close() {
        try {
            if (mounted && !run("umount", "-l", path.toString())) {
                throw new IOException("cannot unmount " + path);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Waits for the end also when it is interrupted: what is mounted must be known. */
    private static boolean run(String... command) throws IOException {
        Process process = new ProcessBuilder(List.of(command))
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
        return process.onExit().join().exitValue() == 0;
    }
}
