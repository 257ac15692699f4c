package cargue.client;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;

/** A listener that keeps what it is told, as text. */
final class Recorder implements PlanillaListener {

    final List<String> heard = new CopyOnWriteArrayList<>();

    @Override
    public void onEstado(String vendedorId, Estado estado) {
        heard.add(vendedorId + " " + estado);
    }

    @Override
    public void onReplaced(Planilla planilla) {
        heard.add(planilla.vendedorId() + " replaced " + planilla.renglones().size());
    }

    @Override
    public void onChanged(Planilla planilla, List<Renglon> renglones) {
        heard.add(planilla.vendedorId() + " changed "
                + renglones.stream().map(r -> r.producto() + "@" + r.seq()).toList());
    }

    @Override
    public void onError(String codigo, String message, @Nullable String vendedorId) {
        heard.add(vendedorId + " error " + codigo);
    }

    /** What was heard since the last call. */
    List<String> take() {
        List<String> taken = new ArrayList<>(heard);
        heard.clear();
        return taken;
    }
}
