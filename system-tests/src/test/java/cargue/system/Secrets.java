package cargue.system;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Looks for what belongs in no log: anything that has the form of a token, and the secrets that were in use. */
final class Secrets {

    /** The head and the claims of a JWT are base64url of JSON objects, so both begin alike; the signature may be cut off. */
    private static final Pattern TOKEN = Pattern.compile("eyJ[A-Za-z0-9_-]{8,}\\.eyJ[A-Za-z0-9_-]{8,}");

    private final Set<String> known;
    private final List<String> found = new ArrayList<>();
    private int files;
    private long lines;

    Secrets(Set<String> known) {
        this.known = Set.copyOf(known);
    }

    /** Reads a file; its bytes need not be text. */
    void read(Path file) throws IOException {
        files++;
        try (BufferedReader reader = Files.newBufferedReader(file, StandardCharsets.ISO_8859_1)) {
            int number = 0;
            for (String line = reader.readLine(); line != null; line = reader.readLine()) {
                number++;
                look(line, file + ":" + number);
            }
            lines += number;
        }
    }

    /** What was found is told by its place: to print it would be the same fault. */
    private void look(String line, String place) {
        if (TOKEN.matcher(line).find()) {
            found.add(place + " has a token");
        }
        if (known.stream().anyMatch(line::contains)) {
            found.add(place + " has a password or a key");
        }
    }

    List<String> found() {
        return found;
    }

    int files() {
        return files;
    }

    long lines() {
        return lines;
    }

    /** The passwords and the private key of a stack, from the files in which it keeps them. */
    static Set<String> of(Path stack) throws IOException {
        List<String> secrets = new ArrayList<>();
        Path issuer = stack.resolve("issuer");
        if (Files.exists(issuer.resolve("users.json"))) {
            Api.JSON
                    .readTree(issuer.resolve("users.json"))
                    .findValues("password")
                    .forEach(password -> secrets.add(password.stringValue()));
            secrets.add(Api.JSON.readTree(issuer.resolve("key.json")).get("d").stringValue());
        }
        Path pgpass = stack.resolve("postgres").resolve("pgpass");
        if (Files.exists(pgpass)) {
            try (Stream<String> entries = Files.lines(pgpass)) {
                entries.filter(entry -> !entry.isBlank())
                        .map(entry -> entry.substring(entry.lastIndexOf(':') + 1))
                        .forEach(secrets::add);
            }
        }
        return Set.copyOf(secrets);
    }
}
