package cargue.local.process;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import org.jspecify.annotations.Nullable;

/**
 * The directory that holds everything of one stack: data, logs, passwords. One owner at a time: the file {@code lock}
 * stays locked until {@link #close()} or the death of the JVM.
 */
public final class DataDir implements AutoCloseable {

    /** A new database, a broker's log and the services' archives take about 150 MB; below this, starting fails. */
    static final long LEAST_SPACE = 300L << 20;

    private final Path path;
    private final FileChannel lockFile;

    private DataDir(Path path, FileChannel lockFile) {
        this.path = path;
        this.lockFile = lockFile;
    }

    /**
     * Creates the directory (readable by its owner only) if it is missing, and takes it.
     *
     * @throws StackException when it cannot be written, its disk is full, or another owner has it
     */
    public static DataDir open(Path directory) {
        return open(directory, LEAST_SPACE);
    }

    static DataDir open(Path directory, long leastSpace) {
        Path path = directory.toAbsolutePath().normalize();
        FileChannel channel = null;
        try {
            createPrivate(path);
            createPrivate(path.resolve("logs"));
            createPrivate(path.resolve("run"));
            channel = FileChannel.open(path.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
            if (lock(channel) == null) {
                channel.close();
                throw new StackException("the data directory " + path
                        + " is in use by another cargue: stop that one, or choose another directory with --data DIR");
            }
            checkSpace(path, leastSpace);
            // toRealPath: leftovers are recognised by this path, however the directory is named the next time.
            return new DataDir(path.toRealPath(), channel);
        } catch (IOException e) {
            closeQuietly(channel);
            throw new StackException(
                    "cannot write in the data directory " + path + " (" + reason(e)
                            + "): mend that, or choose another directory with --data DIR",
                    e);
        } catch (StackException e) {
            closeQuietly(channel);
            throw e;
        }
    }

    public Path path() {
        return path;
    }

    /** A path inside the directory; nothing is created. */
    public Path resolve(String relative) {
        return path.resolve(relative);
    }

    /** Where the named process writes its output. */
    public Path log(String name) {
        return path.resolve("logs").resolve(name + ".log");
    }

    /** Creates a directory that only its owner can enter; an existing one is left as it is. */
    public static void createPrivate(Path path) throws IOException {
        if (Files.isDirectory(path)) {
            return;
        }
        Path parent = path.getParent();
        if (parent != null) {
            Files.createDirectories(parent);
        }
        try {
            Files.createDirectory(
                    path, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
        } catch (FileAlreadyExistsException e) {
            if (!Files.isDirectory(path)) {
                throw e;
            }
        }
    }

    @Override
    public void close() {
        closeQuietly(lockFile);
    }

    private static @Nullable FileLock lock(FileChannel channel) throws IOException {
        try {
            return channel.tryLock();
        } catch (OverlappingFileLockException e) {
            return null; // another owner within this JVM
        }
    }

    private static void checkSpace(Path path, long leastSpace) throws IOException {
        long usable = Files.getFileStore(path).getUsableSpace();
        if (usable < leastSpace) {
            throw new StackException("the disk of the data directory " + path + " is full (" + (usable >> 20)
                    + " MB left, " + (leastSpace >> 20)
                    + " MB needed): free some space, or choose another directory with --data DIR");
        }
    }

    private static String reason(IOException e) {
        if (e instanceof AccessDeniedException) {
            return "permission denied";
        }
        if (e instanceof FileAlreadyExistsException) {
            return "a file is in the way: " + e.getMessage();
        }
        if (e instanceof FileSystemException failure && failure.getReason() == null) {
            return "it cannot be made there";
        }
        return String.valueOf(e.getMessage());
    }

    private static void closeQuietly(@Nullable FileChannel channel) {
        try {
            if (channel != null) {
                channel.close();
            }
        } catch (IOException e) {
            // Nothing was written to it, and the lock goes with the JVM at the latest.
        }
    }
}
