package cargue.system;

import static org.assertj.core.api.Assertions.assertThat;

import cargue.local.process.Installation;
import java.io.IOException;
import java.io.InputStream;
import java.security.MessageDigest;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.jar.JarFile;
import java.util.zip.ZipEntry;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/** Vulnerabilities are looked up by what a service's jar says that it holds, so that has to be true. */
class SbomTests {

    private static final String LIB = "BOOT-INF/lib/";

    @ParameterizedTest
    @ValueSource(strings = {"ingest-service", "push-service"})
    void aServiceNamesExactlyTheLibrariesThatItHolds(String service) throws Exception {
        try (JarFile jar = new JarFile(Installation.serviceJar(service).toFile())) {
            Map<String, String> named = named(sbom(jar));
            assertThat(named).containsExactlyInAnyOrderEntriesOf(held(jar));
            for (String library : List.of("spring-boot", "jackson-databind", "kafka-clients")) {
                assertThat(named.keySet()).anyMatch(file -> file.matches(library + "-\\d.*"));
            }
        }
    }

    private static JsonNode sbom(JarFile jar) throws IOException {
        ZipEntry entry = jar.getEntry("META-INF/sbom/application.cdx.json");
        assertThat(entry)
                .as("the SBOM of %s, which neither mvn -o nor ./cargue up makes", jar.getName())
                .isNotNull();
        try (InputStream content = jar.getInputStream(entry)) {
            JsonNode sbom = Api.JSON.readTree(content);
            assertThat(sbom.get("bomFormat").stringValue()).isEqualTo("CycloneDX");
            return sbom;
        }
    }

    /** File names and SHA-256; without the starters, which are lists of dependencies that Spring Boot leaves out. */
    private static Map<String, String> named(JsonNode sbom) {
        Map<String, String> named = new TreeMap<>();
        for (JsonNode component : sbom.get("components")) {
            String name = component.get("name").stringValue();
            assertThat(component.get("licenses")).as("licences of %s", name).isNotEmpty();
            if (!name.startsWith("spring-boot-starter")) {
                named.put(name + "-" + component.get("version").stringValue() + ".jar", sha256(component));
            }
        }
        return named;
    }

    private static String sha256(JsonNode component) {
        for (JsonNode hash : component.get("hashes")) {
            if (hash.get("alg").stringValue().equals("SHA-256")) {
                return hash.get("content").stringValue();
            }
        }
        throw new AssertionError("no SHA-256 of " + component);
    }

    /** The same of the jar; without the tool of Spring Boot's packaging, which is no dependency. */
    private static Map<String, String> held(JarFile jar) throws Exception {
        Map<String, String> held = new TreeMap<>();
        for (ZipEntry entry : Collections.list(jar.entries())) {
            String file = entry.getName().substring(entry.getName().lastIndexOf('/') + 1);
            if (entry.getName().startsWith(LIB) && file.endsWith(".jar") && !file.startsWith("spring-boot-jarmode-")) {
                try (InputStream content = jar.getInputStream(entry)) {
                    byte[] hash = MessageDigest.getInstance("SHA-256").digest(content.readAllBytes());
                    held.put(file, HexFormat.of().formatHex(hash));
                }
            }
        }
        return held;
    }
}
