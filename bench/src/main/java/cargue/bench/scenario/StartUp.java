package cargue.bench.scenario;

import cargue.bench.ScenarioFile;
import cargue.bench.peer.Peer;
import cargue.local.LocalStack;
import cargue.local.StackOptions;
import cargue.local.process.Progress;
import cargue.local.process.StackException;
import cargue.local.process.Trees;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** How soon a stack is ready that was started before in its directory. */
public final class StartUp implements Measurement {

    private final Progress progress;
    private @Nullable Path data;

    /** The file says nothing but the kind. */
    public StartUp(ScenarioFile scenario, Progress progress) {
        this.progress = progress;
        progress.say("scenario " + scenario.name());
    }

    @Override
    public Start start() {
        return Start.BY_ITSELF;
    }

    /** The first start, which also makes what later ones use. */
    @Override
    public void prepare(Peer peer) throws InterruptedException {
        try {
            data = Files.createTempDirectory("cargue-bench-start-");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        try (LocalStack stack = newStack(data)) {
            stack.start();
            progress.say("waiting for the archives of classes that later starts use");
            stack.awaitArchives();
            stack.stop();
        }
    }

    @Override
    public Figures measure(Peer peer) throws InterruptedException {
        Path prepared = data;
        if (prepared == null) {
            throw new StackException("not prepared");
        }
        long start = System.nanoTime();
        try (LocalStack stack = newStack(prepared)) {
            stack.start();
            double seconds = (System.nanoTime() - start) / 1e9;
            stack.stop();
            return new Figures().put("second_start_s", seconds);
        }
    }

    private LocalStack newStack(Path directory) throws InterruptedException {
        return new LocalStack(StackOptions.onFreePorts(directory), progress);
    }

    @Override
    public void forget(Peer peer) {
        try {
            if (data != null) {
                Trees.delete(data);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
