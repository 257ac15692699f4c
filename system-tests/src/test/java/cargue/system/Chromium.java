package cargue.system;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.Playwright;
import com.microsoft.playwright.options.ColorScheme;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.opentest4j.TestAbortedException;

/** The machine's Chromium, driven by the Playwright that web/ installs. All calls from one thread. */
final class Chromium implements AutoCloseable {

    /** A phone of the smallest width that the seller's page is made for. */
    static final int PHONE_WIDTH = 360;

    private static final String MISSING =
            "The tests of the pages are skipped: there is no Chromium; install it (Debian:"
                    + " apt-get install chromium) or name it in CHROMIUM";

    private static final List<String> NAMES =
            List.of("chromium", "chromium-browser", "google-chrome", "google-chrome-stable");

    private static final List<String> ARGUMENTS = List.of(
            "--no-sandbox", // as root, as in a container, there is none to be had
            "--disable-gpu",
            "--disable-quic",
            "--no-first-run",
            "--disable-background-networking",
            "--disable-component-update",
            "--disable-sync",
            // A page that a test gives itself counts as one from the internet, which may call nobody on this machine.
            "--disable-features=LocalNetworkAccessChecks");

    private final Path program;
    private final Playwright playwright;
    private final Browser browser;

    Chromium() throws IOException {
        program = program();
        System.setProperty("playwright.cli.dir", driver().toString());
        Map<String, String> environment = new HashMap<>(System.getenv());
        environment.put("PLAYWRIGHT_NODEJS_PATH", inPath("node").orElseThrow().toString());
        environment.put("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1");
        playwright = Playwright.create(new Playwright.CreateOptions().setEnv(environment));
        browser = playwright
                .chromium()
                .launch(new BrowserType.LaunchOptions()
                        .setExecutablePath(program)
                        .setArgs(ARGUMENTS));
    }

    /** A browser of its own, with nothing remembered: the dispatcher's desk. */
    BrowserContext desk() {
        return desk(ColorScheme.LIGHT);
    }

    BrowserContext desk(ColorScheme scheme) {
        return browser.newContext(new Browser.NewContextOptions()
                .setViewportSize(1280, 800)
                .setColorScheme(scheme)
                .setLocale("es-CO"));
    }

    /** The same in the size of a phone. */
    BrowserContext phone() {
        return phone(ColorScheme.LIGHT);
    }

    BrowserContext phone(ColorScheme scheme) {
        return browser.newContext(new Browser.NewContextOptions()
                .setViewportSize(PHONE_WIDTH, 740)
                .setDeviceScaleFactor(2)
                .setIsMobile(true)
                .setHasTouch(true)
                .setColorScheme(scheme)
                .setLocale("es-CO"));
    }

    /** A phone's browser that keeps what it knows in a directory, and can be killed. */
    BrowserContext phoneOn(Path directory) {
        return playwright
                .chromium()
                .launchPersistentContext(
                        directory,
                        new BrowserType.LaunchPersistentContextOptions()
                                .setExecutablePath(program)
                                .setArgs(ARGUMENTS)
                                .setViewportSize(PHONE_WIDTH, 740)
                                .setIsMobile(true)
                                .setHasTouch(true)
                                .setLocale("es-CO"));
    }

    /** Ends, as a battery's end does, the browser that uses a directory. */
    static void kill(Path directory) {
        String argument = "--user-data-dir=" + directory;
        List<ProcessHandle> browsers = ProcessHandle.current()
                .descendants()
                .filter(process -> process.info()
                                .arguments()
                                .map(List::of)
                                .orElse(List.of())
                                .contains(argument)
                        || process.info().commandLine().orElse("").contains(argument))
                .toList();
        if (browsers.isEmpty()) {
            throw new IllegalStateException("no browser uses " + directory);
        }
        browsers.forEach(ProcessHandle::destroyForcibly);
        browsers.forEach(process -> process.onExit().join());
    }

    private static Path program() {
        return Optional.ofNullable(System.getenv("CHROMIUM"))
                .map(Path::of)
                .or(() -> NAMES.stream().flatMap(name -> inPath(name).stream()).findFirst())
                .orElseThrow(() -> {
                    System.out.println(MISSING);
                    return new TestAbortedException(MISSING);
                });
    }

    private static Optional<Path> inPath(String name) {
        return Stream.of(System.getenv().getOrDefault("PATH", "").split(File.pathSeparator))
                .map(directory -> Path.of(directory, name))
                .filter(Files::isExecutable)
                .findFirst();
    }

    /** A directory as Playwright for Java expects its driver in, around the one that npm has installed. */
    private static Path driver() throws IOException {
        Path target = Files.createDirectories(Path.of("target").toAbsolutePath());
        Path directory = Files.createTempDirectory(target, "playwright-");
        Path installed = Path.of("..", "web", "node_modules", "playwright-core")
                .toAbsolutePath()
                .normalize();
        Files.createSymbolicLink(directory.resolve("package"), installed);
        return directory;
    }

    @Override
    public void close() {
        playwright.close();
    }
}
