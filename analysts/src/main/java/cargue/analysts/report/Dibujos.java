package cargue.analysts.report;

import cargue.local.process.Installation;
import cargue.local.process.Progress;
import cargue.local.process.StackException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Draws the plots, by a library for charts that runs on Node; it is installed the first time. */
final class Dibujos {

    private static final JsonMapper JSON = new JsonMapper();
    private static final Duration INSTALL_LIMIT = Duration.ofMinutes(5);
    private static final Duration DRAW_LIMIT = Duration.ofMinutes(1);
    private static final int MOST_WORDS = 300;
    private static final String INSTALL_HINT = "with a way to npm's registry, run: npm ci --prefix ";

    private final Path scripts = Installation.home().resolve("analysts").resolve("report");
    private final Path work;
    private final Progress progress;

    /** @param work directory for files in between */
    Dibujos(Path work, Progress progress) {
        this.work = work;
        this.progress = progress;
    }

    /** A plot as SVG, for a wide page and for a narrow one. */
    record Dibujo(String ancho, String angosto) {}

    /** All plots of a day, by their names. */
    @FunctionalInterface
    interface Todos {
        /** Null when there is nothing to draw. */
        @Nullable
        Dibujo get(String name);
    }

    /**
     * Has all that draws at hand, before anything else takes time.
     *
     * @throws StackException when it is missing and cannot be installed
     */
    void prepare() throws InterruptedException {
        run(List.of("node", "--version"), DRAW_LIMIT, "see that node runs, 20.19 or newer");
        if (!isInstalled(scripts)) {
            progress.say("installing the library for charts");
            run(List.of("npm", "ci", "--no-audit", "--no-fund"), INSTALL_LIMIT, INSTALL_HINT + scripts);
        }
    }

    /** npm writes its own list last, so one that was broken off, or is of an older library, is seen. */
    static boolean isInstalled(Path scripts) {
        Path done = scripts.resolve("node_modules").resolve(".package-lock.json");
        try {
            return Files.exists(done)
                    && Files.getLastModifiedTime(done)
                                    .compareTo(Files.getLastModifiedTime(scripts.resolve("package-lock.json")))
                            >= 0;
        } catch (IOException e) {
            return false;
        }
    }

    Todos of(Cifras cifras, Dia dia) throws InterruptedException {
        Path svgs = work.resolve("svgs.json");
        try {
            Path data = Files.write(work.resolve("data.json"), Datos.of(cifras, dia));
            run(List.of("node", "plots.mjs", data.toString(), svgs.toString()), DRAW_LIMIT, INSTALL_HINT + scripts);
            JsonNode drawn = JSON.readTree(Files.readAllBytes(svgs));
            return name -> dibujo(drawn.get(name));
        } catch (IOException e) {
            throw new StackException("cannot write in " + work + " (" + e.getMessage() + "): make room there", e);
        }
    }

    private static @Nullable Dibujo dibujo(JsonNode sizes) {
        JsonNode ancho = sizes.get("ancho");
        return ancho.isNull()
                ? null
                : new Dibujo(ancho.stringValue(), sizes.get("angosto").stringValue());
    }

    private void run(List<String> command, Duration limit, String mend) throws InterruptedException {
        Path log = work.resolve("log");
        @Nullable Process process = null;
        try {
            process = new ProcessBuilder(command)
                    .directory(scripts.toFile())
                    .redirectErrorStream(true)
                    .redirectOutput(log.toFile())
                    .start();
            boolean ended = process.waitFor(limit.toMillis(), TimeUnit.MILLISECONDS);
            if (!ended || process.exitValue() != 0) {
                throw new StackException(
                        "the plots could not be drawn: " + String.join(" ", command.subList(0, 2)) + " in " + scripts
                                + (ended ? " said: " + words(log) : " took over " + limit.toSeconds() + " s")
                                + "; " + mend);
            }
        } catch (IOException e) {
            throw new StackException(
                    "cannot run " + command.get(0) + ", which draws the plots: install Node 20.19 or newer with npm ("
                            + e.getMessage() + ")",
                    e);
        } finally {
            if (process != null) {
                process.destroy();
            }
        }
    }

    private static String words(Path log) throws IOException {
        String all = new String(Files.readAllBytes(log), StandardCharsets.UTF_8).replaceAll("\\s+", " ");
        return all.length() <= MOST_WORDS ? all : all.substring(0, MOST_WORDS) + "…";
    }
}
