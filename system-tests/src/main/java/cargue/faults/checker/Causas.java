package cargue.faults.checker;

import cargue.contract.Causa;
import cargue.faults.history.Fila;
import cargue.faults.history.Post;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Which request made which event, told from the event alone: a check's tap has a time of its own, a quantity a value of
 * its own. Of one vendedor. Immutable.
 */
final class Causas {

    private final Map<Huella, Pedido> pedidos = new HashMap<>();
    private final List<Hecho.DeFila> changes = new ArrayList<>();
    private final Map<Pedido, List<Hecho.DeFila>> made = new LinkedHashMap<>();

    /** By what an event and the request that made it know each other. */
    private record Huella(
            Fila fila, String campo, int valor, @Nullable String marcadoEn) {}

    Causas(Caso caso) {
        for (Pedido pedido : caso.pedidos()) {
            Post post = pedido.post();
            Huella huella = new Huella(post.fila(), post.campo(), post.valor(), post.marcadoEn());
            pedidos.merge(huella, pedido, Causas::likelier);
        }
        caso.topic().all().forEach(this::add);
        for (Hecho hecho : caso.log().all()) {
            Hecho published = caso.topic().at(hecho.posicion());
            if (published == null || !published.value().equals(hecho.value())) {
                add(hecho);
            }
        }
    }

    /** Two may fill a sheet with the same quantity; then one of them is refused. */
    private static Pedido likelier(Pedido a, Pedido b) {
        return rank(a) <= rank(b) ? a : b;
    }

    private static int rank(Pedido pedido) {
        return switch (pedido.post().outcome()) {
            case OK -> 0;
            case UNKNOWN -> 1;
            case REFUSED -> 2;
        };
    }

    private void add(Hecho hecho) {
        if (hecho instanceof Hecho.DeFila fila && fila.causa() != Causa.RESTAURACION) {
            changes.add(fila);
            Pedido pedido = of(fila);
            if (pedido != null) {
                made.computeIfAbsent(pedido, p -> new ArrayList<>(1)).add(fila);
            }
        }
    }

    /** All changes of rows in topic or log, but restated ones; each form of an event is one. */
    List<Hecho.DeFila> changes() {
        return changes;
    }

    /** The request that made a change; null when there is none. */
    @Nullable
    Pedido of(Hecho.DeFila e) {
        Estado estado = e.estado();
        Instant tapped = e.marcadoEn();
        String marcadoEn = tapped == null ? null : Instantes.text(tapped);
        return switch (e.causa()) {
            case CHECK_V -> pedidos.get(new Huella(e.fila(), "v", estado.v() ? 1 : 0, marcadoEn));
            case CHECK_D -> pedidos.get(new Huella(e.fila(), "d", estado.d() ? 1 : 0, marcadoEn));
            case CORRECCION -> pedidos.get(new Huella(e.fila(), "dctos", estado.dctos(), null));
            case SUGERIDO -> pedidos.get(new Huella(e.fila(), "cantidad", estado.cantidad(), null));
            case RESTAURACION -> null;
        };
    }

    /** Every event that a request made. */
    List<Hecho.DeFila> madeBy(Pedido pedido) {
        return made.getOrDefault(pedido, List.of());
    }

    /** Every request that made something. */
    Set<Pedido> makers() {
        return made.keySet();
    }
}
