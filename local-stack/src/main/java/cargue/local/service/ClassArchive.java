package cargue.local.service;

import cargue.local.process.BackgroundJob;
import cargue.local.process.DataDir;
import cargue.local.process.Jdk;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Arrays;
import java.util.List;

/**
 * The JVM's archive of a service's classes, read and verified beforehand: it halves the CPU time of a start. A first
 * run lists the classes that it loads, the archive is made from the list in the background, later runs use it. It
 * belongs to one build and one JVM and lies beside the jar.
 */
final class ClassArchive {

    private final Path jar;
    private final Path archive;
    private final Path list;

    ClassArchive(Path explodedJar) {
        String jvm = System.getProperty("java.vm.version").replaceAll("[^A-Za-z0-9.+-]", "_");
        this.jar = explodedJar;
        this.archive = explodedJar.resolveSibling("classes-" + jvm + ".jsa");
        // Of this launcher alone: another may start the same build at the same time.
        long pid = ProcessHandle.current().pid();
        this.list = explodedJar.resolveSibling("classes-" + jvm + "-" + pid + ".list");
    }

    /** Arguments for a run: use the archive if it is there, else list the classes if asked to. */
    List<String> jvmArguments(boolean listing) {
        if (Files.exists(archive)) {
            return List.of("-XX:SharedArchiveFile=" + archive);
        }
        return listing ? List.of("-XX:DumpLoadedClassList=" + list) : List.of();
    }

    /**
     * Makes the archive from the list of a service that runs and is ready, if there is none. Takes about 20 s of CPU
     * time that nobody else wants.
     */
    void make(DataDir dir) throws IOException, InterruptedException {
        if (Files.exists(archive) || !Files.exists(list)) {
            return;
        }
        Path complete = completeLines();
        Path half = list.resolveSibling(list.getFileName() + ".jsa");
        boolean made = BackgroundJob.run(
                dir,
                "class-archive",
                List.of(
                        Jdk.java(),
                        "-Xshare:dump",
                        "-Xmx256m",
                        "-XX:+UseSerialGC",
                        "-XX:SharedClassListFile=" + complete,
                        "-XX:SharedArchiveFile=" + half,
                        "-cp",
                        jar.toString()));
        if (made && Files.exists(half)) {
            Files.move(half, archive, StandardCopyOption.ATOMIC_MOVE);
        }
        Files.deleteIfExists(half);
        Files.deleteIfExists(complete);
        Files.deleteIfExists(list);
    }

    /** The service is still writing the list, and the last line may be cut. */
    private Path completeLines() throws IOException {
        byte[] lines = Files.readAllBytes(list);
        int end = lines.length;
        while (end > 0 && lines[end - 1] != '\n') {
            end--;
        }
        return Files.write(list.resolveSibling(list.getFileName() + ".complete"), Arrays.copyOf(lines, end));
    }
}
