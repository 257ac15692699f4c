package cargue.system;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Set;
import java.util.stream.StreamSupport;
import tools.jackson.databind.JsonNode;

/**
 * Takes pictures of pages, into {@code target/pictures} or the directory that {@code CARGUE_PICTURES} names, and lets
 * axe-core look at what is on them.
 */
final class Pictures {

    private static final Path AXE = Path.of("..", "web", "node_modules", "axe-core", "axe.min.js");
    private static final Set<String> BAD = Set.of("serious", "critical");

    private final Path directory =
            Optional.ofNullable(System.getenv("CARGUE_PICTURES")).map(Path::of).orElse(Path.of("target", "pictures"));
    private final ColorScheme scheme;

    Pictures(ColorScheme scheme) {
        this.scheme = scheme;
    }

    /** Of what can be seen without scrolling. */
    void take(String name, Pantalla pantalla) {
        String suffix = scheme == ColorScheme.DARK ? "-oscuro" : "";
        Page page = pantalla.page();
        page.evaluate("() => document.fonts.ready.then(() => Promise.allSettled("
                + "document.getAnimations().map(({ finished }) => finished))).then(() => true)");
        page.screenshot(new Page.ScreenshotOptions().setPath(directory.resolve(name + suffix + ".png")));
        assertThat(violations(page)).as(name + suffix).isEmpty();
        pantalla.awaitNoOverflow();
    }

    private static String violations(Page page) {
        try {
            page.evaluate(Files.readString(AXE) + "\n;undefined");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        JsonNode found = Api.JSON.readTree((String) page.evaluate("() => axe.run().then(JSON.stringify)"));
        return StreamSupport.stream(found.get("violations").spliterator(), false)
                .filter(violation -> BAD.contains(violation.get("impact").asString()))
                .map(JsonNode::toPrettyString)
                .reduce("", String::concat);
    }
}
