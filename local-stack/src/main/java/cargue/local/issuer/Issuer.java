package cargue.local.issuer;

import cargue.contract.Rol;
import cargue.local.process.DataDir;
import cargue.local.process.Ports;
import cargue.local.process.Progress;
import cargue.local.process.StackException;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.RSAKey;
import com.sun.net.httpserver.HttpServer;
import io.github.bucket4j.TimeMeter;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * Gives tokens to the users of a stack, on 127.0.0.1 only: {@code POST /token} with a user and a password, and the
 * public key at {@code /jwks.json}, which {@code /.well-known/openid-configuration} names. Its key and its users are
 * made at the first start and stay in the data directory, see {@link IssuerFiles}. One thread starts and closes it;
 * the other methods may be called by any, those that need the key after {@link #start()}.
 */
public final class Issuer implements AutoCloseable {

    /** At most so many requests at the same time. */
    static final int THREADS = 16;

    /** Requests that wait for a thread; the connections of more are closed. */
    private static final int WAITING = 64;

    private static final int MAX_CONNECTIONS = 256;
    private static final Duration IDLE_THREAD = Duration.ofSeconds(10);

    /** Seconds from a request's first byte to its last. */
    private static final int MAX_REQUEST_TIME = 5;

    static {
        // The JDK's server has its limits for the whole JVM, and reads them when its first one is made.
        limit("sun.net.httpserver.maxReqTime", MAX_REQUEST_TIME);
        limit("jdk.httpserver.maxConnections", MAX_CONNECTIONS);
    }

    private final IssuerFiles files;
    private final int port;
    private final Progress progress;
    private @Nullable HttpServer server;
    private @Nullable ThreadPoolExecutor threads;
    private volatile @Nullable Running running;

    /** On a free port when the port is 0. */
    public Issuer(DataDir dir, int port) {
        this(dir, port, Progress.silent());
    }

    public Issuer(DataDir dir, int port, Progress progress) {
        this.files = IssuerFiles.in(dir.path());
        this.port = port == 0 ? Ports.free() : port;
        this.progress = progress;
    }

    private record Running(TokenSigner signer, List<User> users, Requests requests) {}

    /**
     * Makes what is missing in the data directory, and serves when it returns.
     *
     * @throws StackException when the directory cannot be written or read, or the port is taken
     */
    public void start() {
        files.makeIfMissing();
        RSAKey key = files.key();
        List<User> users = files.users();
        TokenSigner signer = new TokenSigner(key, url(), Clock.systemUTC());
        Login login = new Login(users, TimeMeter.SYSTEM_NANOTIME);
        Requests requests = new Requests(url(), new JWKSet(key), new TokenCall(login, signer));
        listen(requests);
        files.rememberUrl(url());
        running = new Running(signer, users, requests);
        progress.say("the issuer of tokens is ready");
    }

    /** Such as {@code http://127.0.0.1:8083}, which tokens name as {@code iss}. */
    public String url() {
        return "http://" + Ports.HOST + ":" + port;
    }

    public int port() {
        return port;
    }

    /** The pages that may call from a browser, such as {@code http://localhost:8081}; no others from now on. */
    public void allowOrigins(Collection<String> origins) {
        running().requests().allow(Set.copyOf(origins));
    }

    /** What somebody in a role needs for the calls that are theirs; see {@link Claims#of}. */
    public String token(Rol rol, String id, Duration ttl) {
        return running().signer().token(rol, id, ttl);
    }

    /** A token that says what a test wants it to. */
    public String token(Claims claims) {
        return running().signer().token(claims);
    }

    /** ID1 to ID6, DESP1, ANALISTA1 and ADMIN. */
    public List<User> users() {
        return running().users();
    }

    /** Ends at once, with the requests under way. */
    @Override
    public void close() {
        if (server != null) {
            server.stop(0);
        }
        if (threads != null) {
            threads.shutdownNow();
        }
    }

    private void listen(Requests requests) {
        try {
            server = HttpServer.create(Ports.address(port), 0);
        } catch (IOException e) {
            throw new StackException(
                    "cannot listen on port " + port + " (" + e.getMessage()
                            + "): choose another port with --issuer-port PORT",
                    e);
        }
        threads = pool();
        server.createContext("/", requests);
        server.setExecutor(threads);
        server.start();
    }

    private Running running() {
        Running now = running;
        if (now == null) {
            throw new IllegalStateException("the issuer has not been started");
        }
        return now;
    }

    private static ThreadPoolExecutor pool() {
        AtomicInteger count = new AtomicInteger();
        ThreadPoolExecutor pool = new ThreadPoolExecutor(
                THREADS,
                THREADS,
                IDLE_THREAD.toSeconds(),
                TimeUnit.SECONDS,
                new ArrayBlockingQueue<>(WAITING),
                task -> {
                    Thread thread = new Thread(task, "issuer-" + count.incrementAndGet());
                    thread.setDaemon(true);
                    return thread;
                });
        pool.allowCoreThreadTimeOut(true);
        return pool;
    }

    private static void limit(String property, int value) {
        if (System.getProperty(property) == null) {
            System.setProperty(property, Integer.toString(value));
        }
    }
}
