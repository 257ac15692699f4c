package cargue.faults.checker;

import cargue.contract.Evento;
import cargue.faults.history.Quiet;
import cargue.faults.history.Viewing;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/** The viewers of a made-up run: of one vendedor or of all that are followed. */
final class MadeViewers {

    final List<MadeViewer> viewers = new ArrayList<>();
    private final Map<String, MadeNode> nodes = new HashMap<>();

    MadeViewers(int each, Random random) {
        for (int i = 0; i < each; i++) {
            viewers.add(new MadeViewer("all-" + i, MadeRun.FOLLOWED, nodes, random));
            for (String id : MadeRun.FOLLOWED) {
                viewers.add(new MadeViewer(id + "-" + i, List.of(id), nodes, random));
            }
        }
        viewers.add(new MadeViewer("silent", List.of(MadeRun.SILENT), nodes, new Random(1)));
    }

    void published(Evento evento, long now) {
        String id = evento.vendedorId();
        MadeNode.Step step = nodes.computeIfAbsent(id, key -> new MadeNode()).apply(evento);
        for (MadeViewer viewer : viewers) {
            if (viewer.vendedores.contains(id)) {
                viewer.published(id, step, now);
            }
        }
    }

    List<Quiet> settle(long now) {
        viewers.forEach(viewer -> viewer.settle(now));
        return viewers.stream()
                .map(viewer -> new Quiet(viewer.name, now, now + 1_000_000_000L))
                .toList();
    }

    List<Viewing> viewings() {
        return viewers.stream()
                .map(viewer -> new Viewing(viewer.name, viewer.vendedores, viewer.seen))
                .toList();
    }
}
