package cargue.faults.client;

import cargue.faults.history.Seen;
import cargue.faults.history.Viewing;
import cargue.faults.socket.Frames;
import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.ProtocolException;
import java.net.Socket;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.locks.LockSupport;
import java.util.function.LongSupplier;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/**
 * A viewer of {@code cargue.v1} of one vendedor, or of many on one socket. It resumes on any node after whatever ended
 * its connection, now and then ends it itself or reads nothing for a while, and remembers all that it saw. It judges
 * nothing; what it does about a loss is what every client must do. One thread of its own.
 */
public final class Viewer implements Runnable, AutoCloseable {

    private static final int RECEIVE_BUFFER = 8 * 1024;
    private static final int CONNECT_LIMIT_MS = 2_000;

    /** Twice the {@code latido_s} of the run's nodes: silence for longer is a dead connection. */
    private static final int SILENCE_LIMIT_MS = 4_000;

    private static final Shown.Place NOWHERE = new Shown.Place("", -1);
    private static final int BROKEN = 1006;
    private static final int UNAVAILABLE = 503;
    private static final long LONGEST_PAUSE_NS = 300_000_000L;
    private static final long LONGEST_STALL_NS = 4_000_000_000L;

    /** One of so many messages makes it stall, or leave. */
    private static final int WHIM = 3_000;

    private final String name;
    private final List<String> vendedores;
    private final List<String> bases;
    private final String token;
    private final Random random;
    private final LongSupplier clock;
    private final SeenReader reader;
    private final List<Seen> seen = Collections.synchronizedList(new ArrayList<>());
    private final Map<String, Shown> shown = new LinkedHashMap<>();
    private final Thread thread;
    private volatile boolean ended;
    private volatile @Nullable Socket socket;

    /**
     * Begins to view.
     *
     * @param vendedores one, or more on one socket
     * @param bases of the nodes of push-service
     * @param intern gives equal rows the same text, since all viewers are told the same
     */
    public Viewer(
            String name,
            List<String> vendedores,
            List<String> bases,
            String token,
            long seed,
            LongSupplier clock,
            UnaryOperator<String> intern) {
        this.name = name;
        this.vendedores = List.copyOf(vendedores);
        this.bases = List.copyOf(bases);
        this.token = token;
        this.random = new Random(seed);
        this.clock = clock;
        this.reader = new SeenReader(vendedores.get(0), intern);
        vendedores.forEach(id -> shown.put(id, new Shown()));
        thread = new Thread(this, name);
        thread.setDaemon(true);
        thread.start();
    }

    public String name() {
        return name;
    }

    /** Whether it shows all of these positions, by vendedor; those of others do not matter. */
    boolean isAt(Map<String, Shown.Place> heads) {
        return vendedores.stream()
                .allMatch(id -> heads.getOrDefault(id, NOWHERE).equals(place(id)));
    }

    private Shown.@Nullable Place place(String vendedorId) {
        Shown one = shown.get(vendedorId);
        return one == null ? null : one.place();
    }

    /** What it saw; call it after {@link #close}. */
    public Viewing viewing() {
        return new Viewing(name, vendedores, List.copyOf(seen));
    }

    @Override
    public void run() {
        while (!ended) {
            String base = bases.get(random.nextInt(bases.size()));
            int code = BROKEN;
            try (Socket opening = new Socket()) {
                socket = opening;
                code = follow(opening, base);
            } catch (Frames.Refused e) {
                // 503: it is not ready or about to stop. No fault makes another refusal right.
                strangeUnless(e.status() == UNAVAILABLE, e);
            } catch (ProtocolException | CharacterCodingException | RuntimeException e) {
                strangeUnless(false, e);
            } catch (IOException e) {
                // Nobody there, cut, or silent for too long: connect anew.
            }
            add(new Seen.Closed(clock.getAsLong(), code));
            LockSupport.parkNanos(
                    (long) (random.nextDouble() * LONGEST_PAUSE_NS)); // a client's pause before it tries again
        }
    }

    private void strangeUnless(boolean expected, Exception e) {
        if (!expected) {
            add(new Seen.Strange(clock.getAsLong(), String.valueOf(e)));
        }
    }

    /** Until the connection ends or cannot be trusted. */
    private int follow(Socket opening, String base) throws IOException {
        URI uri = URI.create(base + path());
        opening.setReceiveBufferSize(RECEIVE_BUFFER);
        opening.setTcpNoDelay(true);
        opening.connect(new InetSocketAddress(uri.getHost(), uri.getPort()), CONNECT_LIMIT_MS);
        opening.setSoTimeout(SILENCE_LIMIT_MS);
        DataInputStream in = new DataInputStream(new BufferedInputStream(opening.getInputStream()));
        if (vendedores.size() == 1) {
            asked(base, vendedores.get(0));
        }
        Frames.handshake(opening, in, uri, "cargue.v1", token);
        if (vendedores.size() > 1) {
            for (String id : vendedores) {
                asked(base, id);
                Frames.write(opening, Frames.TEXT, subscribe(id).getBytes(StandardCharsets.UTF_8));
            }
        }
        return read(opening, in);
    }

    private String path() {
        if (vendedores.size() > 1) {
            return "/ws/cargue/";
        }
        String id = vendedores.get(0);
        Shown.Place place = place(id);
        return "/ws/cargue/" + id + "/" + (place == null ? "" : "?desde=" + place.epoca() + ":" + place.seq());
    }

    private String subscribe(String id) {
        ObjectNode message =
                Cambio.JSON.createObjectNode().put("type", "subscribe").put("vendedor_id", id);
        Shown.Place place = place(id);
        if (place != null) {
            message.put("desde", place.epoca() + ":" + place.seq());
        }
        return message.toString();
    }

    private void asked(String base, String id) {
        Shown.Place place = place(id);
        shown.getOrDefault(id, new Shown()).opened();
        add(new Seen.Asked(
                clock.getAsLong(), base, id, place == null ? null : place.epoca(), place == null ? 0 : place.seq()));
    }

    private int read(Socket opening, DataInputStream in) throws IOException {
        Frames.Message message = new Frames.Message();
        while (!ended) {
            Frames.Frame frame = Frames.read(in);
            switch (frame.opcode()) {
                case Frames.PING -> Frames.write(opening, Frames.PONG, frame.payload());
                case Frames.PONG -> {}
                case Frames.CLOSE -> {
                    Frames.write(opening, Frames.CLOSE, frame.payload());
                    return frame.payload().length < 2
                            ? BROKEN
                            : ByteBuffer.wrap(frame.payload()).getShort();
                }
                default -> {
                    String text = message.add(frame);
                    if (text != null && (!take(text) || leaves())) {
                        return BROKEN;
                    }
                }
            }
        }
        return BROKEN;
    }

    /** Stalls for a while, or tells that it leaves. */
    private boolean leaves() {
        int whim = random.nextInt(WHIM);
        if (whim == 0) {
            LockSupport.parkNanos((long) (random.nextDouble() * LONGEST_STALL_NS)); // a phone that sleeps
        }
        return whim == 1;
    }

    /** Whether the connection can be trusted still. */
    private boolean take(String text) {
        boolean sound = true;
        for (Seen.OfVendedor one : reader.read(text, clock.getAsLong())) {
            add(one);
            Shown of = shown.get(one.vendedorId());
            sound &= of == null || of.take(one);
        }
        return sound;
    }

    private void add(Seen one) {
        seen.add(one);
    }

    /** Leaves for good; returns when it has. */
    @Override
    public void close() {
        ended = true;
        Socket last = socket;
        if (last != null) {
            Frames.end(last);
        }
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
