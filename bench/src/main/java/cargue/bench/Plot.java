package cargue.bench;

import cargue.local.process.Installation;
import cargue.local.process.Progress;
import cargue.local.process.StackException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Draws the results, by a library for charts that runs on Node; it is installed the first time. */
final class Plot {

    private final Path plot = Installation.home().resolve("bench").resolve("plot");
    private final Progress progress;

    Plot(Progress progress) {
        this.progress = progress;
    }

    /** Makes {@code results.svg} of {@code results.json}. */
    void draw(Path directory) throws InterruptedException {
        if (!Files.isDirectory(plot.resolve("node_modules"))) {
            progress.say("installing the library for charts");
            run(List.of("npm", "ci", "--no-audit", "--no-fund"));
        }
        run(List.of(
                "node",
                "plot.mjs",
                directory.resolve("results.json").toString(),
                directory.resolve("results.svg").toString()));
    }

    private void run(List<String> command) throws InterruptedException {
        try {
            Process process = new ProcessBuilder(command)
                    .directory(plot.toFile())
                    .redirectErrorStream(true)
                    .start();
            String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            if (process.waitFor() != 0) {
                throw new StackException("the plot could not be drawn: " + output);
            }
        } catch (IOException e) {
            throw new StackException("cannot run " + command.get(0) + ", which draws the plot: " + e.getMessage(), e);
        }
    }
}
