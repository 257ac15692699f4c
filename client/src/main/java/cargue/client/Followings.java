package cargue.client;

import java.lang.System.Logger;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The vendedores that a client follows: gives each its messages, publishes what comes of them and tells the listener. Of
 * the client's thread, but {@link #planilla} and {@link #planillas}.
 */
final class Followings {

    private static final Logger LOG = System.getLogger(CargueClient.class.getName());

    private final Map<String, Following> byId = new ConcurrentHashMap<>();
    private final ClientThread thread;
    private final PlanillaListener listener;
    private @Nullable Long atrasoS;

    Followings(ClientThread thread, PlanillaListener listener) {
        this.thread = thread;
        this.listener = listener;
    }

    void add(Following following) {
        byId.put(following.vendedorId(), following);
    }

    void remove(String vendedorId) {
        byId.remove(vendedorId);
    }

    Collection<Following> all() {
        return byId.values();
    }

    Optional<Following> get(String vendedorId) {
        return Optional.ofNullable(byId.get(vendedorId));
    }

    /** Any thread. */
    Optional<Planilla> planilla(String vendedorId) {
        return get(vendedorId).map(Following::planilla);
    }

    /** Any thread. */
    List<Planilla> planillas() {
        return byId.values().stream().map(Following::planilla).toList();
    }

    /** Those that are to be followed on the next connection: the server has not refused them. */
    List<String> wanted() {
        return byId.values().stream()
                .filter(following -> !(following.estado() instanceof Estado.Terminado))
                .map(Following::vendedorId)
                .toList();
    }

    boolean anyLive() {
        return byId.values().stream().anyMatch(following -> following.state().isLive());
    }

    /** Takes what the server says of a stream. */
    Efecto take(Mensaje mensaje) {
        if (mensaje instanceof Mensaje.Hello hello) {
            late(hello.atrasoS());
            return to(hello.vendedorId(), following -> following.state().hello(hello));
        }
        if (mensaje instanceof Mensaje.Snapshot snapshot) {
            return to(snapshot.vendedorId(), following -> following.state().snapshot(snapshot));
        }
        if (mensaje instanceof Mensaje.Checks checks) {
            return to(checks.vendedorId(), following -> following.state().checks(checks));
        }
        if (mensaje instanceof Mensaje.Latido latido) {
            return latido(latido);
        }
        return Efecto.NADA;
    }

    private Efecto latido(Mensaje.Latido latido) {
        late(latido.atrasoS());
        Long seq = latido.seq();
        if (seq != null) {
            return to(null, following -> following.state().latido(seq));
        }
        if (latido.posiciones() != null) {
            for (Map.Entry<String, Long> sent : latido.posiciones().entrySet()) {
                Following following = byId.get(sent.getKey());
                Efecto efecto =
                        following == null ? Efecto.NADA : following.state().latido(sent.getValue());
                if (efecto instanceof Efecto.Broken) {
                    return efecto;
                }
            }
        }
        return Efecto.NADA;
    }

    /** A step of a vendedor's state. */
    private interface Step {
        Efecto take(Following following);
    }

    /** @param vendedorId null: the one that there is */
    private Efecto to(@Nullable String vendedorId, Step step) {
        Following following;
        if (vendedorId != null) {
            following = byId.get(vendedorId);
        } else if (byId.size() == 1) {
            following = byId.values().iterator().next();
        } else {
            return new Efecto.Broken("a message does not say of which vendedor it is");
        }
        if (following == null) {
            return Efecto.NADA; // said before the server knew that it is followed no longer
        }
        if (vendedorId == null && following.state().isHelloDue()) {
            // Of one vendedor the hello comes first; signs of life must not keep a connection whose hello was lost.
            return new Efecto.Broken("lost: something came before the hello");
        }
        following.heard(thread.now());
        Efecto efecto = step.take(following);
        tell(following, efecto);
        return efecto;
    }

    /** An answer to a POST. */
    void respuesta(Respuesta respuesta) {
        Following following = byId.get(respuesta.vendedorId());
        if (following != null && following.filtro().admite(respuesta.clave())) {
            tell(following, following.state().respuesta(respuesta));
        }
    }

    private void tell(Following following, Efecto efecto) {
        Estado before = following.estado();
        if (following.state().isLive()) {
            following.set(new Estado.EnVivo(atrasoS));
        } else if (before instanceof Estado.EnVivo) {
            following.set(new Estado.Reconectando("the server sends all rows anew"));
        }
        Planilla planilla = following.publish();
        if (efecto instanceof Efecto.Replaced) {
            guarded(told -> told.onReplaced(planilla));
        } else if (efecto instanceof Efecto.Changed changed) {
            guarded(told -> told.onChanged(planilla, changed.renglones()));
        }
        tellEstado(following, before);
    }

    private void tellEstado(Following following, Estado before) {
        Estado now = following.estado();
        if (!now.equals(before)) {
            guarded(told -> told.onEstado(following.vendedorId(), now));
        }
    }

    private void late(@Nullable Long seconds) {
        atrasoS = seconds;
        for (Following following : byId.values()) {
            if (following.estado() instanceof Estado.EnVivo) {
                set(following, new Estado.EnVivo(seconds));
            }
        }
    }

    /** The connection is gone; those that the server did not refuse will be asked for again. */
    void lost(String motivo) {
        atrasoS = null;
        for (Following following : byId.values()) {
            following.lost();
            set(following, new Estado.Reconectando(motivo));
        }
    }

    /** Nothing will be received of any. */
    void end(String codigo, String motivo) {
        byId.values().forEach(following -> end(following, codigo, motivo));
    }

    /** Nothing will be received of one. */
    void end(Following following, String codigo, String motivo) {
        following.lost();
        set(following, new Estado.Terminado(codigo, motivo));
    }

    private void set(Following following, Estado next) {
        Estado before = following.estado();
        if (before instanceof Estado.Terminado || before.equals(next)) {
            return;
        }
        following.set(next);
        following.publish();
        tellEstado(following, before);
    }

    void error(Mensaje.Refusal refusal) {
        String message = refusal.message() == null ? "" : refusal.message();
        guarded(told -> told.onError(refusal.codigo(), message, refusal.vendedorId()));
    }

    private void guarded(Consumer<PlanillaListener> call) {
        try {
            call.accept(listener);
        } catch (RuntimeException | Error e) {
            LOG.log(Logger.Level.ERROR, "the listener failed", e);
        }
    }
}
