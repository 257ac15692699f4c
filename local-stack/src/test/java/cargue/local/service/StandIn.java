package cargue.local.service;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.CountDownLatch;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;

/**
 * Stands in for both services, which are built after this module: says at once that it is ready, and shows its
 * environment. The real ones are started by the system's tests.
 */
public final class StandIn {

    private StandIn() {}

    public static void main(String[] args) throws Exception {
        if (args.length > 0) {
            System.exit(nuevaEpoca(args[0]));
        }
        if (System.getenv("STAND_IN_HANGS_AT_STOP") != null) {
            Runtime.getRuntime().addShutdownHook(new Thread(StandIn::waitForEver));
        }
        int port = Integer.parseInt(System.getenv("SERVER_PORT"));
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 0);
        server.createContext("/", exchange -> {
            byte[] body = (System.getenv() + " " + System.getProperties()).getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(200, body.length);
            exchange.getResponseBody().write(body);
            exchange.close();
        });
        server.start();
    }

    /** As ingest-service does it, but only as far as that the database answers. */
    private static int nuevaEpoca(String command) throws Exception {
        String refusal = System.getenv("STAND_IN_REFUSES");
        if (refusal != null) {
            System.err.println(command + ": " + refusal);
            return 1;
        }
        URI database = URI.create(System.getenv("SPRING_DATASOURCE_URL").substring("jdbc:".length()));
        try (Socket socket = new Socket(database.getHost(), database.getPort())) {
            System.out.println("new epocas for 6 vendedores, " + (socket.isConnected() ? 72 : 0) + " rows restated");
        }
        return 0;
    }

    /** Makes a directory that looks like the project's root after a build. */
    public static Path home(Path directory) throws IOException {
        for (String service : new String[] {Service.INGEST, Service.PUSH}) {
            Path target = Files.createDirectories(directory.resolve(service).resolve("target"));
            jar(target.resolve(service + ".jar"));
        }
        return directory;
    }

    private static void jar(Path jar) throws IOException {
        Manifest manifest = new Manifest();
        manifest.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
        manifest.getMainAttributes().put(Attributes.Name.MAIN_CLASS, StandIn.class.getName());
        String name = StandIn.class.getName().replace('.', '/') + ".class";
        try (OutputStream file = Files.newOutputStream(jar);
                JarOutputStream out = new JarOutputStream(file, manifest);
                InputStream classFile = StandIn.class.getClassLoader().getResourceAsStream(name)) {
            out.putNextEntry(new JarEntry(name));
            classFile.transferTo(out);
        }
    }

    private static void waitForEver() {
        try {
            new CountDownLatch(1).await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
