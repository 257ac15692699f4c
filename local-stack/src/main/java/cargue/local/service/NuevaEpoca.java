package cargue.local.service;

import cargue.local.process.DataDir;
import cargue.local.process.Installation;
import cargue.local.process.Job;
import cargue.local.process.StackException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What ingest-service's {@code nueva-epoca} did.
 *
 * @param vendedores how many have a new epoca
 * @param renglones how many rows were restated in all
 */
public record NuevaEpoca(long vendedores, long renglones) {

    private static final String NAME = "nueva-epoca";
    private static final Pattern DONE = Pattern.compile("new epocas for (\\d+) vendedores, (\\d+) rows restated");
    private static final int FAILED = 1;

    /**
     * Runs it on a PostgreSQL that runs, with which no ingest-service may work meanwhile. What it says goes to the
     * directory's log {@code nueva-epoca}. An interrupt kills it, after which it may be run again.
     *
     * @throws StackException with what it said when it did not do it
     */
    public static NuevaEpoca run(DataDir dir, String jdbcUrl, String user, String password)
            throws InterruptedException {
        Path jar = ExplodedJar.of(Installation.serviceJar(Service.INGEST));
        List<String> arguments = new ArrayList<>(new ClassArchive(jar).jvmArguments(false));
        arguments.addAll(List.of("-jar", jar.toString(), NAME));
        Map<String, String> settings = Map.of(
                "SPRING_DATASOURCE_URL", jdbcUrl,
                "SPRING_DATASOURCE_USERNAME", user,
                "SPRING_DATASOURCE_PASSWORD", password);
        return read(Job.run(dir, NAME, "128m", arguments, settings));
    }

    private static NuevaEpoca read(Job job) {
        Matcher done = DONE.matcher(job.lastLine());
        if (job.exitCode() == 0 && done.matches()) {
            return new NuevaEpoca(Long.parseLong(done.group(1)), Long.parseLong(done.group(2)));
        }
        if (job.exitCode() == FAILED && job.lastLine().startsWith(NAME + ": ")) {
            throw new StackException(job.lastLine().substring(NAME.length() + 2));
        }
        throw new StackException(NAME + " ended with exit code " + job.exitCode() + ", see " + job.log());
    }

    /** One line for people. */
    @Override
    public String toString() {
        return "new epocas for " + vendedores + " vendedores, " + renglones + " rows restated";
    }
}
