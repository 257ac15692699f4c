package cargue.analysts;

import cargue.local.process.Installation;
import java.io.IOException;
import java.nio.file.Files;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The examples of docs/analysts.md. */
final class Documento {

    private Documento() {}

    static String page() throws IOException {
        return Files.readString(Installation.home().resolve("docs").resolve("analysts.md"));
    }

    /** The fenced text after {@code <!-- example: NAME -->}. */
    static String example(String name) throws IOException {
        String page = page();
        Matcher found = Pattern.compile("<!-- example: " + name + " -->\\n```\\w+\\n(.*?)```", Pattern.DOTALL)
                .matcher(page);
        if (!found.find()) {
            throw new IllegalStateException("docs/analysts.md has no example " + name);
        }
        return found.group(1);
    }
}
