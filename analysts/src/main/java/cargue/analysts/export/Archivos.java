package cargue.analysts.export;

import cargue.analysts.duck.Conversion;
import cargue.analysts.duck.Formato;
import cargue.local.process.Progress;
import cargue.local.process.StackException;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.List;

/** The files of an export at its beginning and its end. */
final class Archivos {

    private Archivos() {}

    /** @throws StackException when the file is there and may not be replaced */
    static void requireFree(Pedido pedido) {
        if (Files.isDirectory(pedido.file())) {
            throw new StackException(pedido.file() + " is a directory: name a file in it");
        }
        if (Files.exists(pedido.file()) && !pedido.force()) {
            throw new StackException(pedido.file() + " is there already: use another FILE, or --force to replace it");
        }
    }

    /** @throws StackException when there is something beside the file that no progress notes, and that would be lost */
    static void requireOwn(Pedido pedido) throws IOException {
        boolean converts = pedido.formato() != Formato.NDJSON;
        for (Path path : converts ? List.of(pedido.part(), pedido.made(), pedido.spill()) : List.of(pedido.part())) {
            boolean empty = path.equals(pedido.part()) && Files.isRegularFile(path) && Files.size(path) == 0;
            if (Files.exists(path, LinkOption.NOFOLLOW_LINKS) && !empty) {
                throw new StackException(
                        path + " is there, and no " + pedido.progress().getFileName()
                                + " tells that an export made it: move it away, or use another FILE");
            }
        }
    }

    /** All lines are in the part file: makes the file of them, and takes away what is beside it. */
    static void finish(Pedido pedido, Avance all, Progress progress) throws IOException, InterruptedException {
        if (pedido.formato() != Formato.NDJSON) {
            convert(pedido, progress);
        }
        Path whole = whole(pedido);
        // From here on a kill leaves either the whole file beside its name, or this note and the file in its place.
        all.made(Files.size(whole)).write(pedido.progress());
        move(whole, pedido);
        tidy(pedido);
    }

    /** What becomes the file. */
    private static Path whole(Pedido pedido) {
        return pedido.formato() == Formato.NDJSON ? pedido.part() : pedido.made();
    }

    /** Whether the file is in its place already, and only what is beside it was not taken away. */
    static boolean isInPlace(Pedido pedido, Avance all) throws IOException {
        Long made = all.hecho();
        return made != null
                && Files.notExists(whole(pedido))
                && Files.isRegularFile(pedido.file())
                && Files.size(pedido.file()) == made;
    }

    /** Takes away what is beside the file. */
    static void tidy(Pedido pedido) throws IOException {
        Files.deleteIfExists(pedido.part());
        Files.deleteIfExists(pedido.progress());
    }

    private static void convert(Pedido pedido, Progress progress) throws IOException, InterruptedException {
        Thread working = Thread.currentThread();
        String what = "making " + pedido.formato().word() + " of it";
        progress.say(what);
        try (Conversion conversion = new Conversion(pedido.spill())) {
            Pulso.during(() -> conversion.run(pedido.part(), pedido.made(), pedido.formato()), () -> {
                progress.say(what);
                if (working.isInterrupted()) { // the database does not hear that
                    conversion.cancel();
                }
            });
        } catch (IOException e) {
            Files.deleteIfExists(pedido.made());
            if (Thread.interrupted()) {
                throw new InterruptedException();
            }
            throw e;
        }
        try (FileChannel made = FileChannel.open(pedido.made(), StandardOpenOption.WRITE)) {
            made.force(true);
        }
    }

    private static void move(Path from, Pedido pedido) throws IOException {
        if (pedido.force()) {
            Files.move(from, pedido.file(), StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } else {
            Files.move(from, pedido.file());
        }
    }

    /** What people are told. */
    static StackException failure(Pedido pedido, IOException e) {
        Path directory = pedido.file().toAbsolutePath().getParent();
        String reason = reason(e);
        return new StackException("cannot write in " + directory + " (" + reason + "): mend that", e);
    }

    private static String reason(IOException e) {
        if (e instanceof AccessDeniedException) {
            return "permission denied";
        }
        if (e instanceof NoSuchFileException) {
            return "there is no such directory";
        }
        if (e instanceof FileAlreadyExistsException) {
            return e.getMessage() + " has come there meanwhile";
        }
        if (e instanceof FileSystemException system && system.getReason() != null) {
            return system.getReason();
        }
        return String.valueOf(e.getMessage()).replaceAll("\\s+", " ");
    }
}
