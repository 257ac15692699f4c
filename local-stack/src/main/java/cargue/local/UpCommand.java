package cargue.local;

import cargue.local.demo.Demo;
import cargue.local.process.Jdk;
import cargue.local.process.Progress;
import cargue.local.process.StackException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/**
 * {@code ./cargue up}: starts everything, prints one line when all is ready, and stays until it is told to stop or
 * one of the servers ends. Exit code 0 after a stop that was asked for, 1 after anything else.
 */
@Command(name = "up", description = "Starts PostgreSQL, Kafka and both services, and stays until Ctrl-C.")
final class UpCommand implements Callable<Integer> {

    private static final int LEAST_JDK = 17;
    private static final int KILLED = 130;

    @Mixin
    DataOption data = new DataOption();

    @Option(names = "--ingest-port", paramLabel = "PORT", defaultValue = "8081", description = "default: 8081")
    int ingestPort;

    @Option(names = "--push-port", paramLabel = "PORT", defaultValue = "8082", description = "default: 8082")
    int pushPort;

    @Option(names = "--kafka-port", paramLabel = "PORT", defaultValue = "9092", description = "default: 9092")
    int kafkaPort;

    @Option(names = "--pg-port", paramLabel = "PORT", defaultValue = "5433", description = "default: 5433")
    int postgresPort;

    @Option(names = "--issuer-port", paramLabel = "PORT", defaultValue = "8083", description = "default: 8083")
    int issuerPort;

    @Option(names = "--demo", description = "fills today's sheets and ticks them as a morning's loading would")
    boolean demo;

    @Option(names = "--json", description = "prints the ready line as a JSON object")
    boolean json;

    private final Thread main = Thread.currentThread();
    private final PrintStream out = System.out;
    private final Progress progress = Progress.timed(System.err);
    private volatile @Nullable LocalStack running;
    private volatile boolean stopAsked;
    private volatile boolean killed;

    @Override
    public Integer call() {
        StopSignals.install(this::askToStop, this::killAtOnce);
        int exitCode;
        try {
            exitCode = run();
        } catch (InterruptedException e) {
            exitCode = 0;
        } catch (RuntimeException e) {
            exitCode = fail(e);
        }
        return killed ? KILLED : exitCode;
    }

    StackOptions options() {
        return new StackOptions(data.path(), ingestPort, pushPort, kafkaPort, postgresPort, issuerPort);
    }

    private int run() throws InterruptedException {
        if (Jdk.release() < LEAST_JDK) {
            throw new StackException("JDK " + Jdk.release() + " is too old: install JDK 17 or newer, or set JAVA_HOME");
        }
        try (LocalStack stack = new LocalStack(options(), progress)) {
            running = stack;
            return startAndWatch(stack);
        }
    }

    private int startAndWatch(LocalStack stack) throws InterruptedException {
        try {
            stack.start();
            out.println(readyLine(stack));
            out.flush();
            try (Demo loading = new Demo(stack.ingest().url(), stack.issuer(), progress)) {
                if (demo) {
                    loading.start();
                }
                throw new StackException(stack.awaitDeath().obituary());
            }
        } catch (InterruptedException e) {
            stopInOrder(stack);
            return 0;
        } catch (RuntimeException e) {
            int exitCode = fail(e);
            stopInOrder(stack);
            return exitCode;
        }
    }

    /** Tells in one line; the details go to a file. An interrupted write while we are told to stop is no failure. */
    private int fail(RuntimeException e) {
        if (stopAsked) {
            return 0;
        }
        Path log = options().data().resolve("logs").resolve("launcher.log");
        String details = Failure.write(e, log) ? " (details in " + log + ")" : "";
        System.err.println("cargue: " + (e instanceof StackException ? e.getMessage() : e + details));
        return 1;
    }

    private void stopInOrder(LocalStack stack) throws InterruptedException {
        stopAsked = true; // a Ctrl-C from now on is the second one
        Thread.interrupted();
        progress.say("stopping (Ctrl-C again kills at once)");
        stack.stop();
        progress.say("stopped");
    }

    private String readyLine(LocalStack stack) {
        String form = json
                ? "{\"ingest\":\"%s\",\"push\":\"%s\",\"kafka\":\"%s\",\"postgres\":\"%s\",\"issuer\":\"%s\"}"
                : "ready ingest=%s push=%s kafka=%s postgres=%s issuer=%s";
        return String.format(
                Locale.ROOT,
                form,
                stack.ingest().url(),
                stack.push().url(),
                stack.kafka().address(),
                stack.postgres().address(),
                stack.issuer().url());
    }

    private void askToStop() {
        if (stopAsked) {
            killAtOnce();
        } else {
            stopAsked = true;
            main.interrupt();
        }
    }

    /** Everything may be stuck, so this neither waits for the main thread nor runs shutdown hooks. */
    private void killAtOnce() {
        killed = true; // the main thread may see the end of its children first, and take it for an orderly stop
        LocalStack stack = running;
        if (stack != null) {
            System.err.println("cargue: killing all at once");
            stack.killAll();
        }
        Runtime.getRuntime().halt(KILLED);
    }
}
