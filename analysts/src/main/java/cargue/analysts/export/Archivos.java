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
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;

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

    /** All lines are in the part file: makes the file of them, and takes away what is beside it. */
    static void finish(Pedido pedido, Progress progress) throws IOException, InterruptedException {
        if (pedido.formato() == Formato.NDJSON) {
            move(pedido.part(), pedido);
        } else {
            convert(pedido, progress);
            move(pedido.made(), pedido);
            Files.delete(pedido.part());
        }
        Files.delete(pedido.progress());
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
