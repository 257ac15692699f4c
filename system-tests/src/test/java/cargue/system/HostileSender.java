package cargue.system;

import cargue.contract.Dia;
import cargue.contract.Rol;
import cargue.faults.socket.Frames;
import cargue.local.process.Ports;
import cargue.local.service.Service;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;

/** Sends what is spoiled, mostly with good tokens, and keeps what must not have come of it. One thread. */
final class HostileSender {

    private static final int LIMIT_MS = 20_000;
    private static final int MESSAGES = 10;
    private static final int GOING_AWAY = 1001;
    private static final int NO_CODE = 1005;
    private static final int SERVER_ERROR = 1011;

    /**
     * What RFC 9112 has a server say, and our containers say before our code is asked, of a transfer coding that it does
     * not know (6.1) and of a version that it does not speak (2.3): faults of the request in spite of the 5.
     */
    private static final List<String> PROTOCOL = List.of("501", "505");

    private static final List<String> ORDERS = List.of(
            "{\"type\":\"subscribe\",\"vendedor_id\":\"%s\",\"dia\":\"LUNES\",\"fecha\":\"2026-01-05\",\"desde\":\"x:1\"}",
            "{\"type\":\"subscribe\",\"vendedor_id\":\"%s\"}",
            "{\"type\":\"unsubscribe\",\"vendedor_id\":\"%s\"}",
            "{\"type\":\"auth\",\"token\":\"%s\"}",
            "{\"type\":\"seek\",\"ocurrido_en\":\"2026-01-05T12:00:00Z\"}",
            "{\"type\":\"speed\",\"velocidad\":60}",
            "{\"type\":\"play\"}");

    private final Stack stack;
    private final Random random;
    private final Nasty nasty;
    private final List<Call> calls;
    private final String vendedorId;
    private final LocalDate today = LocalDate.now(ZoneId.of("America/Bogota"));
    private final Map<String, Integer> outcomes = new TreeMap<>();
    private final List<String> faults = new ArrayList<>();
    private int number;

    HostileSender(Stack stack, String vendedorId, long seed) {
        this.stack = stack;
        this.vendedorId = vendedorId;
        this.random = new Random(seed);
        this.nasty = new Nasty(random);
        // Who may make vendedores makes them, with whatever name is in order.
        this.calls = Call.all().stream()
                .filter(call -> !call.name().equals("PUT vendedor"))
                .toList();
    }

    /** How often each thing came of it. */
    Map<String, Integer> outcomes() {
        return outcomes;
    }

    /** What is our fault, whatever was sent. */
    List<String> faults() {
        return faults;
    }

    void requests(int count) throws IOException {
        for (int i = 0; i < count; i++) {
            Call call = nasty.any(calls);
            Service service = call.push() ? stack.push() : stack.ingest();
            String host = Ports.HOST + ":" + service.port();
            request(service, HostileRequest.of(call, ask(call), host, nasty, random));
        }
    }

    private Ask ask(Call call) {
        Spot spot = new Spot(number++, vendedorId, Dia.LUNES, today, "P" + random.nextInt(5));
        Ask ask = call.maker().apply(spot);
        if (!call.offer().isEmpty()) {
            ask = ask.subprotocols(call.offer());
        }
        return random.nextInt(10) == 0 ? ask : ask.bearer(token());
    }

    private String token() {
        return switch (random.nextInt(5)) {
            case 0 -> Users.token(Rol.ADMIN, Users.ADMIN);
            case 1 -> Users.token(Rol.VENDEDOR, vendedorId);
            case 2 -> Users.viewer();
            default -> Users.token(Rol.DESPACHADOR, Users.DESPACHADOR);
        };
    }

    /** The sender is done when it has sent; a service that still waits has the request's end before it. */
    private void request(Service service, HostileRequest request) throws IOException {
        String outcome;
        try (Socket socket = connect(service)) {
            outcome = exchange(socket, request.bytes());
        }
        outcomes.merge(outcome, 1, Integer::sum);
        boolean silent = outcome.equals("closed") && request.framed();
        boolean busy = outcome.equals("503") && request.call().kind() == Call.Kind.READING;
        boolean fault = outcome.startsWith("5") && !busy && !PROTOCOL.contains(outcome);
        if (silent || fault || outcome.equals("hangs")) {
            faults.add(outcome + " to " + request);
        }
    }

    private static String exchange(Socket socket, byte[] bytes) throws IOException {
        try {
            socket.getOutputStream().write(bytes);
            socket.shutdownOutput();
        } catch (SocketException e) {
            // The service has heard enough; its answer may be there all the same.
        }
        try {
            return status(socket.getInputStream());
        } catch (SocketTimeoutException e) {
            return "hangs";
        } catch (SocketException | EOFException e) {
            return "closed";
        }
    }

    /** The answer's status, once its head is whole. */
    private static String status(InputStream in) throws IOException {
        StringBuilder head = new StringBuilder();
        while (head.indexOf("\r\n\r\n") < 0) {
            int next = in.read();
            if (next < 0) {
                throw new EOFException();
            }
            head.append((char) next);
        }
        return head.substring(9, 12);
    }

    /** Messages and frames, some to each connection; those that the service ends early are not sent. */
    void messages(int count) throws IOException {
        for (int sent = 0; sent < count; sent += MESSAGES) {
            String path = nasty.any(List.of(
                    "/ws/cargue/",
                    "/ws/cargue/",
                    "/ws/cargue/" + vendedorId + "/",
                    "/ws/repeticion/" + vendedorId + "/?fecha=" + today));
            String subprotocol = path.endsWith(vendedorId + "/") && random.nextBoolean() ? null : "cargue.v1";
            try (Socket socket = connect(stack.push())) {
                DataInputStream in = new DataInputStream(socket.getInputStream());
                Frames.handshake(socket, in, URI.create(stack.push().url() + path), subprotocol, token());
                outcomes.merge("ws " + talk(socket, in, path), 1, Integer::sum);
            } catch (Frames.Refused e) {
                outcomes.merge("ws refused " + e.status(), 1, Integer::sum); // too many readings of Kafka at once
                if (e.status() >= 500 && e.status() != 503) {
                    faults.add(e.status() + " to a good handshake of " + path);
                }
            }
        }
    }

    private String talk(Socket socket, DataInputStream in, String path) throws IOException {
        List<String> said = new ArrayList<>();
        try {
            for (int i = 0; i < MESSAGES; i++) {
                said.add(say(socket));
            }
            Frames.write(socket, Frames.CLOSE, new byte[] {GOING_AWAY >> 8, (byte) GOING_AWAY});
        } catch (SocketException e) {
            said.add("(it was closed)");
        }
        String outcome = end(in);
        if (outcome.equals("hangs") || outcome.equals("close " + SERVER_ERROR)) {
            faults.add(outcome + " of " + path + " after " + said);
        }
        return outcome;
    }

    private String say(Socket socket) throws IOException {
        String order = nasty.any(ORDERS).replace("%s", random.nextInt(4) == 0 ? token() : vendedorId);
        byte[] bytes = nasty.json(order).getBytes(StandardCharsets.UTF_8);
        int kind = random.nextInt(20);
        if (kind == 0) {
            byte[] frame = new byte[2 + random.nextInt(200)];
            random.nextBytes(frame);
            socket.getOutputStream().write(frame);
            return "random bytes";
        }
        int opcode = kind < 3 ? random.nextInt(16) : Frames.TEXT;
        byte[] payload = kind < 5 ? nasty.bytes(bytes) : bytes;
        Frames.write(socket, opcode, payload);
        return order.contains("auth")
                ? "auth"
                : opcode + " " + new String(payload, 0, Math.min(payload.length, 200), StandardCharsets.ISO_8859_1);
    }

    /** How the service ended it. */
    private static String end(DataInputStream in) throws IOException {
        try {
            while (true) {
                Frames.Frame frame = Frames.read(in);
                if (frame.opcode() == Frames.CLOSE) {
                    byte[] payload = frame.payload();
                    return "close "
                            + (payload.length < 2
                                    ? NO_CODE
                                    : ByteBuffer.wrap(payload).getShort());
                }
            }
        } catch (SocketTimeoutException e) {
            return "hangs";
        } catch (SocketException | EOFException e) {
            return "cut";
        }
    }

    private static Socket connect(Service service) throws IOException {
        Socket socket = new Socket();
        socket.setSoTimeout(LIMIT_MS);
        socket.connect(Ports.address(service.port()), LIMIT_MS);
        return socket;
    }
}
