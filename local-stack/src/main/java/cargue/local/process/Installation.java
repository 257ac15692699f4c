package cargue.local.process;

import java.io.File;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Where the built parts of the project lie, seen from the place of this class. */
public final class Installation {

    private Installation() {}

    /** The project's root: the system property {@code cargue.home}, else found from where this class was built. */
    public static Path home() {
        String configured = System.getProperty("cargue.home");
        if (configured != null) {
            return Path.of(configured).toAbsolutePath().normalize();
        }
        for (Path start : new Path[] {classes(), Path.of("").toAbsolutePath()}) {
            for (Path path = start; path != null; path = path.getParent()) {
                if (Files.exists(path.resolve("local-stack").resolve("pom.xml"))) {
                    return path;
                }
            }
        }
        throw new StackException("cannot find the project's directory: set -Dcargue.home=DIR");
    }

    /** The boot jar of a service; it must have been built. */
    public static Path serviceJar(String service) {
        Path jar = home().resolve(service).resolve("target").resolve(service + ".jar");
        if (!Files.exists(jar)) {
            throw new StackException(jar + " is missing: build it with ./cargue up or mvn package");
        }
        return jar;
    }

    /** This module's classes and the broker's libraries, which the build puts beside them. */
    public static String brokerClasspath() {
        Path lib = classes().resolveSibling("broker-lib");
        if (!Files.isDirectory(lib)) { // this class comes from an installed jar
            lib = home().resolve("local-stack").resolve("target").resolve("broker-lib");
        }
        if (!Files.isDirectory(lib)) {
            throw new StackException(lib + " is missing: build it with ./cargue up or mvn package");
        }
        return classes() + File.pathSeparator + lib.resolve("*");
    }

    private static Path classes() {
        try {
            return Path.of(Installation.class
                    .getProtectionDomain()
                    .getCodeSource()
                    .getLocation()
                    .toURI());
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }
}
