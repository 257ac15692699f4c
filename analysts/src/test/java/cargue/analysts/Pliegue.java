package cargue.analysts;

import cargue.contract.CheckEvento;
import cargue.contract.EpocaEvento;
import cargue.contract.Evento;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** The sheets as a reader of the contract has them after some events of one vendedor, in their order. */
final class Pliegue {

    private static final ZoneId ZONA = ZoneId.of("America/Bogota");
    private static final int DAYS_BACK = 7;

    private final Map<String, CheckEvento> rows = new TreeMap<>();
    private final List<CheckEvento> restated = new ArrayList<>();
    private @Nullable EpocaEvento beginning;

    void add(Evento evento) {
        if (evento instanceof EpocaEvento epoca) {
            beginning = epoca;
            restated.clear();
        } else if (evento instanceof CheckEvento check) {
            EpocaEvento epoca = beginning;
            if (epoca == null) {
                put(check);
                return;
            }
            restated.add(check);
            if (check.seq() == epoca.hasta()) {
                LocalDate from = LocalDate.ofInstant(epoca.ocurridoEn(), ZONA).minusDays(DAYS_BACK);
                rows.values().removeIf(row -> !row.fecha().isBefore(from));
                restated.forEach(this::put);
                beginning = null;
            }
        }
    }

    private void put(CheckEvento check) {
        rows.put(check.fecha() + " " + check.dia() + " " + check.producto(), check);
    }

    Map<String, CheckEvento> rows() {
        return rows;
    }
}
