package cargue.client;

import java.lang.System.Logger;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Keeps one connection: decides after each end whether, when and to which node the next one is made. There is never more
 * than one. Of the client's thread.
 */
final class Connector implements Connection.Owner {

    static final String SUBPROTOCOL = "cargue.v1";

    /** Longest wait that a server is obeyed in. */
    static final Duration MAX_ADVISED = Duration.ofMinutes(5);

    /** What can stand in a subprotocol's name; every JWT can. */
    private static final Pattern TOKEN = Pattern.compile("[A-Za-z0-9._~+-]+");

    private static final Logger LOG = System.getLogger(CargueClient.class.getName());

    private final ClientThread thread;
    private final Transport transport;
    private final Followings followings;
    private final Backoff backoff;
    private final Plan plan;

    private int node;
    private @Nullable Connection connection;
    private ClientThread.@Nullable Timer retry;
    private @Nullable String token;
    private boolean tokenRenewed;
    private boolean afterBroken;
    private Estado.@Nullable Terminado over;
    private boolean stopped;
    private Runnable onStopped = () -> {};

    /**
     * What does not change.
     *
     * @param nodes the push-services' addresses, http or https, without a slash at the end
     * @param one the only vendedor; null: the socket for many is used
     * @param filtro the sheets of the only vendedor
     * @param tokens where a token comes from; null: none is sent
     */
    record Plan(
            List<String> nodes,
            @Nullable String one,
            Filtro filtro,
            @Nullable Supplier<String> tokens) {}

    Connector(ClientThread thread, Transport transport, Followings followings, Backoff backoff, Plan plan) {
        this.thread = thread;
        this.transport = transport;
        this.followings = followings;
        this.backoff = backoff;
        this.plan = plan;
    }

    /** Makes the next connection. */
    void open() {
        if (stopped) {
            return;
        }
        retry = null;
        if (plan.tokens() != null) {
            try {
                token = nextToken(plan.tokens());
            } catch (RuntimeException e) {
                followings.lost("no token: " + e.getClass().getSimpleName());
                LOG.log(Logger.Level.WARNING, "no token was supplied", e);
                retryIn(backoff.next());
                return;
            }
        }
        List<String> subprotocols = token == null ? List.of(SUBPROTOCOL) : List.of(SUBPROTOCOL, "bearer." + token);
        connection = new Connection(thread, followings, plan.one() == null, this);
        connection.open(transport, streamUri(), subprotocols);
    }

    private static String nextToken(Supplier<String> tokens) {
        String next = tokens.get();
        if (next == null || !TOKEN.matcher(next).matches()) {
            throw new IllegalStateException("the supplier gave no token that can be sent"); // without telling it
        }
        return next;
    }

    private URI streamUri() {
        String base = plan.nodes().get(node).replaceFirst("^http", "ws") + "/ws/cargue/";
        String one = plan.one();
        if (one == null) {
            return URI.create(base);
        }
        String[] desde = followings.get(one).flatMap(Following::desde).stream()
                .map(posicion -> "desde=" + posicion)
                .toArray(String[]::new);
        return URI.create(base + one + "/" + plan.filtro().query(desde));
    }

    /** Renews the token of the connection that there is; throws what the supplier throws. */
    void renewToken() {
        Supplier<String> tokens = plan.tokens();
        if (connection != null && tokens != null) {
            token = nextToken(tokens);
            connection.auth(token);
        }
    }

    /** Follows one more vendedor, or the same in another way. */
    void subscribe(Following following) {
        followings.add(following);
        if (over != null) {
            followings.end(following, over.codigo(), over.motivo());
        } else if (connection != null) {
            connection.announce(following.vendedorId());
        }
    }

    void unsubscribe(Following following) {
        followings.end(following, Estado.Terminado.CERRADO, "unsubscribed");
        followings.remove(following.vendedorId());
        if (connection != null) {
            connection.announce(following.vendedorId());
        }
    }

    @Override
    public void right(Mensaje mensaje) {
        if (afterBroken && mensaje instanceof Mensaje.Hello) {
            return; // what follows may be as broken as the last time
        }
        afterBroken = false;
        tokenRenewed = false;
        backoff.reset();
    }

    @Override
    public void ending(Connection ended, Fin fin) {
        if (!stopped) {
            afterBroken = fin instanceof Fin.Broken;
            if (isFinal(fin)) {
                terminate(fin.codigo(), fin.motivo());
            } else {
                followings.lost(fin.motivo());
            }
        }
    }

    @Override
    public void gone(Connection ended, Fin fin) {
        connection = null;
        if (stopped) {
            onStopped.run();
            return;
        }
        if (isFinal(fin)) {
            return;
        }
        int tried = node;
        node = (node + 1) % plan.nodes().size();
        Mensaje.Adios farewell = ended.farewell().orElse(null);
        Long advised = farewell == null ? null : farewell.reconectarEnMs();
        if (advised != null && !fin.isTokenRefused()) {
            retryIn(bounded(Duration.ofMillis(Math.max(0, advised))));
        } else if (ended.isGreeted() || farewell != null || isExplained(fin)) {
            retryAfter(fin);
        } else {
            probe(tried);
        }
    }

    private static boolean isExplained(Fin fin) {
        return fin instanceof Fin.Refused || fin instanceof Fin.Unreachable || fin.isTokenRefused();
    }

    private void retryAfter(Fin fin) {
        tokenRenewed |= fin.isTokenRefused();
        retryIn(bounded(fin.advised()).plus(backoff.next()));
    }

    private static Duration bounded(Duration advised) {
        return advised.compareTo(MAX_ADVISED) > 0 ? MAX_ADVISED : advised;
    }

    private void retryIn(Duration delay) {
        retry = thread.schedule(delay, this::open);
    }

    /** The stream ended before it began, and nobody said why: the planilla's status tells whether to go on. */
    private void probe(int tried) {
        String one = plan.one() != null
                ? plan.one()
                : followings.wanted().stream().findFirst().orElse(null);
        if (one == null) {
            retryIn(backoff.next());
            return;
        }
        Filtro filtro = followings.get(one).map(Following::filtro).orElse(plan.filtro());
        URI planilla = URI.create(plan.nodes().get(tried) + "/api/planilla/" + one + "/" + filtro.query());
        CompletableFuture<?> unused =
                transport.get(planilla, token).whenComplete((answer, failure) -> thread.execute(() -> probed(answer)));
    }

    private void probed(Transport.@Nullable Answer answer) {
        if (stopped) {
            return;
        }
        Fin fin = answer == null ? new Fin.Unreachable("no answer") : new Fin.Refused(answer);
        boolean ofOneOfMany = plan.one() == null && fin.isRefusal(); // says nothing of the others
        if (isFinal(fin) && !ofOneOfMany) {
            terminate(fin.codigo(), fin.motivo());
        } else {
            retryAfter(fin);
        }
    }

    /** Whether there is no use in asking again. */
    private boolean isFinal(Fin fin) {
        return fin.isRefusal() || (fin.isTokenRefused() && (plan.tokens() == null || tokenRenewed));
    }

    private void terminate(String codigo, String motivo) {
        over = new Estado.Terminado(codigo, motivo);
        followings.end(codigo, motivo);
    }

    /**
     * Makes no further connection and closes the one that there is.
     *
     * @param whenDone run once it is closed
     */
    void stop(Runnable whenDone) {
        if (stopped) {
            return;
        }
        stopped = true;
        onStopped = whenDone;
        if (retry != null) {
            retry.cancel();
        }
        terminate(Estado.Terminado.CERRADO, new Fin.Stopped().motivo());
        if (connection == null) {
            whenDone.run();
        } else {
            connection.end(new Fin.Stopped());
        }
    }
}
