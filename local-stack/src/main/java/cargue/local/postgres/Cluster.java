package cargue.local.postgres;

import cargue.local.process.DataDir;
import cargue.local.process.Pids;
import cargue.local.process.PrivateFile;
import cargue.local.process.Progress;
import cargue.local.process.StackException;
import cargue.local.process.Trees;
import cargue.local.process.Waiting;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * The database cluster on disk: {@code DIR/postgres/18/data}, made once. It is made under another name and moved when
 * it is complete, so that a kill in between leaves no half cluster behind.
 */
final class Cluster {

    /** No language or time zone of the person who starts it; applied to every run of the binaries. */
    static final Map<String, String> ENVIRONMENT = Map.of("LC_ALL", "C", "TZ", "UTC");

    private static final Duration BACKENDS_LIMIT = Duration.ofSeconds(10);

    private final DataDir dir;
    private final Progress progress;
    private final Path home;
    private final Passwords passwords;
    private Unprivileged unprivileged = Unprivileged.NOT_NEEDED;

    Cluster(DataDir dir, Progress progress) {
        this.dir = dir;
        this.progress = progress;
        this.home = dir.resolve("postgres");
        this.passwords = new Passwords(home);
    }

    Passwords passwords() {
        return passwords;
    }

    /** By major release: another one cannot read it. */
    Path data() {
        return home.resolve(Binaries.MAJOR).resolve("data");
    }

    Path pidFile() {
        return data().resolve("postmaster.pid");
    }

    /** Unpacks the binaries and makes the cluster where they are missing; seconds the first time, then nothing. */
    void prepare() throws InterruptedException {
        try {
            DataDir.createPrivate(home);
            DataDir.createPrivate(home.resolve(Binaries.MAJOR));
            Binaries.unpack(binaries(), progress);
            unprivileged = Unprivileged.choose(binaries().resolve("bin/postgres"));
            if (!Files.exists(data())) {
                make();
            }
            unprivileged.own(data());
            forgetDeadOwner();
        } catch (IOException e) {
            throw new StackException("cannot prepare PostgreSQL in " + home + ": " + e.getMessage(), e);
        }
    }

    List<String> command(String program, List<String> arguments) {
        List<String> command = new ArrayList<>(unprivileged.prefix());
        command.add(binaries().resolve("bin").resolve(program).toString());
        command.addAll(arguments);
        return command;
    }

    private Path binaries() {
        return home.resolve(Binaries.MAJOR).resolve("binaries");
    }

    private void make() throws IOException, InterruptedException {
        progress.say("creating the database in " + data());
        Path half = data().resolveSibling("data.new");
        Trees.delete(half);
        Files.createDirectory(half);
        unprivileged.own(half);
        Path passwordFile = dir.resolve("run").resolve("initdb-password");
        try {
            PrivateFile.write(passwordFile, passwords.of(Passwords.SUPERUSER));
            run(
                    List.of(
                            "-D",
                            half.toString(),
                            "-U",
                            Passwords.SUPERUSER,
                            "--auth=scram-sha-256",
                            "--pwfile=" + passwordFile,
                            "--encoding=UTF8",
                            "--locale-provider=builtin",
                            "--builtin-locale=C.UTF-8",
                            "--locale=C",
                            "--no-instructions"),
                    "initdb",
                    "");
            // Before the first start: the server never listens without its roles.
            run(
                    List.of("--single", "-D", half.toString(), "postgres"),
                    "postgres",
                    "CREATE ROLE cargue LOGIN PASSWORD '" + passwords.of(Postgres.DATABASE) + "'\n"
                            + "CREATE DATABASE cargue OWNER cargue\n"
                            + "REVOKE CONNECT ON DATABASE cargue FROM PUBLIC\n");
        } finally {
            Files.deleteIfExists(passwordFile);
        }
        Files.move(half, data(), StandardCopyOption.ATOMIC_MOVE);
    }

    private void run(List<String> arguments, String program, String input) throws IOException, InterruptedException {
        Path log = dir.log("postgres-init");
        Path standardInput = dir.resolve("run").resolve("postgres-init.sql");
        try {
            PrivateFile.write(standardInput, input);
            ProcessBuilder builder = new ProcessBuilder(command(program, arguments))
                    .redirectErrorStream(true)
                    .redirectInput(standardInput.toFile())
                    .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()));
            builder.environment().putAll(ENVIRONMENT);
            int exit = builder.start().waitFor();
            String output = Files.readString(log, StandardCharsets.UTF_8);
            if (output.contains("No space left on device")) {
                throw new IOException("the disk is full (see " + log + ")");
            }
            // In single-user mode a failed statement does not change the exit code.
            if (exit != 0 || output.contains("ERROR:") || output.contains("FATAL:")) {
                throw new IOException(program + " failed, see " + log);
            }
        } finally {
            Files.deleteIfExists(standardInput);
        }
    }

    /**
     * PostgreSQL refuses to start while the number in its pid file belongs to any process of the same user: after a
     * machine's restart to another program, after a kill to a dead postmaster that pid 1 has not collected. We own the
     * directory and have stopped leftovers, so such a file is stale, once the dead one's backends have ended too; as
     * long as they have not, it is PostgreSQL's guard against two servers on one directory.
     */
    private void forgetDeadOwner() throws IOException, InterruptedException {
        if (!Files.exists(pidFile())) {
            return;
        }
        String pid =
                Files.readAllLines(pidFile()).stream().findFirst().orElse("").strip();
        boolean stale = pid.matches("\\d{1,10}")
                && ProcessHandle.of(Long.parseLong(pid))
                        .filter(process -> Pids.isGone(process) || !isPostgres(process))
                        .isPresent();
        if (stale && Waiting.until(() -> !Pids.anyWorksIn(data()), BACKENDS_LIMIT, "old backends to end", progress)) {
            Files.delete(pidFile());
        }
    }

    private static boolean isPostgres(ProcessHandle process) {
        return process.info()
                .command()
                .filter(command -> command.endsWith("/postgres"))
                .isPresent();
    }
}
