package cargue.faults.history;

import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.json.JsonMapper;

/** Keeps histories as files: one JSON object a line, a file for each part. */
public final class Histories {

    private static final JsonMapper JSON = JsonMapper.builder().build();

    private Histories() {}

    /** Writes it into a directory, which is made. */
    public static void write(History history, Path directory) throws IOException {
        Files.createDirectories(directory);
        write(directory, "posts", history.posts());
        write(directory, "restores", history.restores());
        write(directory, "log", history.log());
        write(directory, "table", history.table());
        write(directory, "topic", history.topic());
        write(directory, "quiets", history.quiets());
        Path viewers = Files.createDirectories(directory.resolve("viewers"));
        for (Viewing viewing : history.viewers()) {
            write(viewers, viewing.name(), viewing.seen());
        }
        List<Watched> watched = history.viewers().stream()
                .map(viewing -> new Watched(viewing.name(), viewing.vendedores()))
                .toList();
        write(directory, "viewers", watched);
    }

    /** Whom a viewer followed; what it saw is in a file of its own. */
    private record Watched(String name, List<String> vendedores) {}

    private static void write(Path directory, String name, List<?> values) throws IOException {
        try (BufferedWriter writer = Files.newBufferedWriter(file(directory, name))) {
            for (Object value : values) {
                writer.write(JSON.writeValueAsString(value));
                writer.newLine();
            }
        }
    }

    /** Reads what {@link #write} has written. */
    public static History read(Path directory) throws IOException {
        List<Viewing> viewers = new ArrayList<>();
        for (Watched watched : read(directory, "viewers", Watched.class)) {
            List<Seen> seen = read(directory.resolve("viewers"), watched.name(), Seen.class);
            viewers.add(new Viewing(watched.name(), watched.vendedores(), seen));
        }
        return new History(
                read(directory, "posts", Post.class),
                read(directory, "restores", Restore.class),
                read(directory, "log", LogEntry.class),
                read(directory, "table", TableRow.class),
                read(directory, "topic", TopicRecord.class),
                viewers,
                read(directory, "quiets", Quiet.class));
    }

    private static <T> List<T> read(Path directory, String name, Class<T> type) throws IOException {
        List<T> values = new ArrayList<>();
        try (BufferedReader reader = Files.newBufferedReader(file(directory, name))) {
            for (String line = reader.readLine(); line != null; line = reader.readLine()) {
                values.add(JSON.readValue(line, type));
            }
        }
        return values;
    }

    private static Path file(Path directory, String name) {
        return directory.resolve(name + ".ndjson");
    }
}
