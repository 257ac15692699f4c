package cargue.local.process;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** Whole directories. */
public final class Trees {

    private Trees() {}

    /** Deletes the directory and all in it, if it is there. */
    public static void delete(Path root) throws IOException {
        for (Path path : list(root, Comparator.reverseOrder())) {
            Files.delete(path);
        }
    }

    /** Gives the directory and all in it to the user. */
    public static void chown(Path root, int uid) throws IOException {
        for (Path path : list(root, Comparator.naturalOrder())) {
            Files.setAttribute(path, "unix:uid", uid, LinkOption.NOFOLLOW_LINKS);
        }
    }

    private static List<Path> list(Path root, Comparator<Path> order) throws IOException {
        if (!Files.exists(root, LinkOption.NOFOLLOW_LINKS)) {
            return List.of();
        }
        try (Stream<Path> paths = Files.walk(root)) {
            return paths.sorted(order).toList();
        }
    }
}
