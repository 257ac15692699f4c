package cargue.faults.reloj;

import java.io.IOException;
import java.io.OutputStream;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.jar.Attributes;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import org.objectweb.asm.ClassReader;

/** The jar by which a JVM takes {@link Adelanto}: a manifest that says where its classes are. */
public final class Agente {

    private Agente() {}

    /**
     * Writes it.
     *
     * @return the argument of a JVM whose clock is to be so many seconds ahead, behind when negative
     */
    public static String argument(Path jar, int seconds) throws IOException {
        Manifest manifest = new Manifest();
        Attributes attributes = manifest.getMainAttributes();
        attributes.put(Attributes.Name.MANIFEST_VERSION, "1.0");
        attributes.putValue("Premain-Class", Adelanto.class.getName());
        attributes.putValue("Can-Retransform-Classes", "true");
        attributes.put(Attributes.Name.CLASS_PATH, place(Adelanto.class) + " " + place(ClassReader.class));
        try (OutputStream file = Files.newOutputStream(jar);
                JarOutputStream out = new JarOutputStream(file, manifest)) {
            out.finish();
        }
        return "-javaagent:" + jar + "=" + seconds;
    }

    private static String place(Class<?> type) {
        try {
            return type.getProtectionDomain()
                    .getCodeSource()
                    .getLocation()
                    .toURI()
                    .toString();
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }
}
