package cargue.client;

import java.lang.System.Logger;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * One attempt: opens a socket, gives its messages on, sees that it lives, and closes it. Its owner hears twice of its
 * end: when it is of no use any more, and when the socket is closed, so that the next one is opened after that. Of the
 * client's thread; the socket's calls are brought there.
 */
final class Connection implements Transport.Receiver {

    /** How long the closing handshake may take before the socket is cut. */
    static final Duration CLOSE_LIMIT = Duration.ofSeconds(1);

    /** How often it is looked after; the pace of {@link Announcer} counts on it. */
    static final Duration TICK = Duration.ofSeconds(1);

    private static final Logger LOG = System.getLogger(CargueClient.class.getName());

    /** Decides what happens after. */
    interface Owner {

        /** A message came that shows the stream to be right; a hello alone is one where a delta follows. */
        void right(Mensaje mensaje);

        /** It is of no use from now on. */
        void ending(Connection connection, Fin fin);

        /** Its socket is closed, or was never there. */
        void gone(Connection connection, Fin fin);
    }

    private enum Phase {
        OPENING,
        OPEN,
        CLOSING,
        GONE
    }

    private final ClientThread thread;
    private final Followings followings;
    private final boolean many;
    private final Owner owner;
    private Phase phase = Phase.OPENING;
    private Transport.@Nullable Socket socket;
    private @Nullable Announcer announcer;
    private ClientThread.@Nullable Timer tick;
    private final Watchdog watchdog;
    private boolean greeted;
    private Mensaje.@Nullable Adios farewell;
    private @Nullable Fin fin;

    /** @param many whether the socket is the one for many vendedores, to which each is subscribed */
    Connection(ClientThread thread, Followings followings, boolean many, Owner owner) {
        this.thread = thread;
        this.followings = followings;
        this.many = many;
        this.owner = owner;
        this.watchdog = new Watchdog(thread.now());
    }

    void open(Transport transport, URI uri, List<String> subprotocols) {
        transport.open(uri, subprotocols, this);
    }

    /** Whether a hello came. */
    boolean isGreeted() {
        return greeted;
    }

    /** What the server said before it closed. */
    Optional<Mensaje.Adios> farewell() {
        return Optional.ofNullable(farewell);
    }

    /** The server is to know whether a vendedor is followed. */
    void announce(String vendedorId) {
        if (phase == Phase.OPEN && announcer != null && many) {
            announcer.announce(List.of(vendedorId));
        }
    }

    /** Renews the token of the open connection. */
    void auth(String token) {
        if (phase == Phase.OPEN && announcer != null) {
            announcer.auth(token);
        }
    }

    @Override
    public void onOpen(Transport.Socket opened) {
        post(() -> {
            if (phase != Phase.OPENING) {
                opened.abort(); // it was given up meanwhile
                return;
            }
            phase = Phase.OPEN;
            socket = opened;
            watchdog.heard(thread.now());
            announcer = new Announcer(opened, thread, this::subscription, motivo -> end(new Fin.Broken(motivo)));
            if (many) {
                announcer.announce(followings.wanted());
            } else {
                followings.all().forEach(following -> following.asked(thread.now()));
            }
            tick = thread.schedule(TICK, this::tick);
        });
    }

    private @Nullable String subscription(String vendedorId) {
        Following following = followings.get(vendedorId).orElse(null);
        if (following == null || following.estado() instanceof Estado.Terminado) {
            return null;
        }
        following.asked(thread.now());
        return Mensajes.subscribe(following);
    }

    @Override
    public void onFailure(Transport.@Nullable Answer answer, String motivo) {
        post(() -> {
            if (phase == Phase.OPENING) {
                end(answer == null ? new Fin.Unreachable(motivo) : new Fin.Refused(answer));
            }
        });
    }

    @Override
    public void onText(String text, Runnable next) {
        post(() -> {
            try {
                if (phase == Phase.OPEN) {
                    take(text);
                }
            } finally {
                next.run();
            }
        });
    }

    private void take(String text) {
        watchdog.heard(thread.now());
        Mensaje mensaje;
        try {
            mensaje = Mensajes.read(text);
        } catch (Mensajes.Ilegible e) {
            end(new Fin.Broken("a message cannot be understood: " + e.getMessage()));
            return;
        }
        if (mensaje instanceof Mensaje.Hello hello) {
            greeted = true;
            watchdog.expect(hello.latidoS());
        } else if (mensaje instanceof Mensaje.Adios adios) {
            farewell = adios;
            watchdog.farewell(thread.now());
        } else if (mensaje instanceof Mensaje.Refusal refusal) {
            refused(refusal);
        }
        Efecto efecto = followings.take(mensaje);
        if (efecto instanceof Efecto.Broken broken) {
            end(new Fin.Broken(broken.motivo()));
        } else if (followings.anyLive()) {
            owner.right(mensaje);
        }
    }

    private void refused(Mensaje.Refusal refusal) {
        followings.error(refusal);
        Announcer speaker = announcer;
        if (!many || speaker == null) {
            return;
        }
        if (refusal.codigo().equals("DEMASIADOS_MENSAJES")) {
            speaker.pause(); // which of them were lost is not known: all that are not answered are said again
            speaker.announce(followings.all().stream()
                    .filter(following -> following.waitingSince().isPresent())
                    .map(Following::vendedorId)
                    .toList());
        } else if (refusal.vendedorId() != null) {
            followings.get(refusal.vendedorId()).ifPresent(following -> refused(following, refusal, speaker));
        }
    }

    private void refused(Following following, Mensaje.Refusal refusal, Announcer speaker) {
        if (refusal.codigo().equals("POSICION_INVALIDA") && following.desde().isPresent()) {
            following.state().forgetPosicion();
            speaker.announce(List.of(following.vendedorId()));
        } else {
            speaker.ended(following.vendedorId());
            followings.end(following, refusal.codigo(), refusal.message() == null ? "" : refusal.message());
        }
    }

    @Override
    public void onClose(int code, String reason) {
        post(() -> {
            if (phase == Phase.OPEN) {
                end(new Fin.Closed(code, reason));
            } else {
                gone();
            }
        });
    }

    @Override
    public void onError(String motivo) {
        post(() -> {
            if (phase == Phase.OPEN) {
                end(new Fin.Broken(motivo));
            }
            gone();
        });
    }

    private void tick() {
        if (phase != Phase.OPEN) {
            return;
        }
        String useless = watchdog.look(thread.now(), followings.all()).orElse(null);
        if (useless != null) {
            end(new Fin.Broken(useless));
            return;
        }
        if (announcer != null) {
            announcer.secondPassed();
        }
        tick = thread.schedule(TICK, this::tick);
    }

    /** Ends it; the socket is closed, or cut when that takes too long. */
    void end(Fin why) {
        if (phase == Phase.CLOSING || phase == Phase.GONE) {
            return;
        }
        phase = Phase.CLOSING;
        fin = why;
        if (tick != null) {
            tick.cancel();
        }
        owner.ending(this, why);
        if (socket == null) {
            gone();
        } else if (why instanceof Fin.Closed) {
            gone();
            cutLater();
        } else {
            socket.close();
            cutLater();
        }
    }

    private void cutLater() {
        ClientThread.Timer unused = thread.schedule(CLOSE_LIMIT, () -> {
            if (socket != null) {
                socket.abort();
            }
            gone();
        });
    }

    private void gone() {
        if (phase == Phase.CLOSING && fin != null) {
            phase = Phase.GONE;
            owner.gone(this, fin);
        }
    }

    /** Brings a call to the client's thread; one that fails there ends the connection and nothing else. */
    private void post(Runnable call) {
        thread.execute(() -> guarded(call, failure -> end(new Fin.Broken("an error of the client: " + failure))));
    }

    private static void guarded(Runnable call, Consumer<RuntimeException> onFailure) {
        try {
            call.run();
        } catch (RuntimeException e) {
            LOG.log(Logger.Level.ERROR, "a message was not taken", e);
            onFailure.accept(e);
        }
    }
}
