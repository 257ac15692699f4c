package cargue.local.process;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicInteger;

/** TCP ports on 127.0.0.1, the only address that the stack listens on. */
public final class Ports {

    /** The loopback address that everything binds to. */
    public static final String HOST = "127.0.0.1";

    private static final byte[] LOOPBACK = {127, 0, 0, 1};
    private static final int LOWEST = 20_000;
    private static final int SPAN = 12_000;

    /** Begins anywhere, so that two processes at the same time seldom look at the same ports. */
    private static final AtomicInteger NEXT =
            new AtomicInteger(ThreadLocalRandom.current().nextInt(SPAN));

    private Ports() {}

    /**
     * A port that was free a moment ago, never one twice in a process. It is below those that systems give to whoever
     * asks for any (Linux from 32768, others from 49152), so that before its use only a program that wants this very
     * port can take it.
     *
     * @throws StackException when there is none
     */
    public static int free() {
        for (int tried = 0; tried < SPAN; tried++) {
            int port = LOWEST + Math.floorMod(NEXT.getAndIncrement(), SPAN);
            if (isFree(port)) {
                return port;
            }
        }
        throw new StackException("no free port from " + LOWEST + " to " + (LOWEST + SPAN - 1) + " on " + HOST
                + ": stop a program that listens on one");
    }

    /** Whether a server could listen on the port now. */
    public static boolean isFree(int port) {
        try (ServerSocket socket = bind(port)) {
            return socket.isBound();
        } catch (IOException e) {
            return false;
        }
    }

    /** To listen on. */
    public static InetSocketAddress address(int port) throws IOException {
        return new InetSocketAddress(InetAddress.getByAddress(LOOPBACK), port);
    }

    private static ServerSocket bind(int port) throws IOException {
        ServerSocket socket = new ServerSocket();
        try {
            socket.setReuseAddress(true);
            socket.bind(address(port));
            return socket;
        } catch (IOException e) {
            socket.close();
            throw e;
        }
    }
}
