package cargue.faults.checker;

import cargue.contract.Causa;
import cargue.contract.Posicion;
import cargue.faults.checker.Caso.Registro;
import cargue.faults.history.TopicRecord;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The topic as its readers get it: contract 3. */
final class TopicRules {

    private static final Pattern TRACEPARENT = Pattern.compile("[0-9a-f]{2}-[0-9a-f]{32}-[0-9a-f]{16}-[0-9a-f]{2}");

    private final Caso caso;
    private final Violations violations;

    private TopicRules(Caso caso, Violations violations) {
        this.caso = caso;
        this.violations = violations;
    }

    static void check(Caso caso, Violations violations) {
        TopicRules rules = new TopicRules(caso, violations);
        rules.records();
        caso.topic().tramos().forEach(rules::epoca);
    }

    private void records() {
        Map<Posicion, List<Registro>> forms = new HashMap<>();
        Map<UUID, Long> heads = new HashMap<>();
        UUID latest = caso.topic().firstEpoca();
        for (Registro registro : caso.records()) {
            Posicion posicion = registro.hecho().posicion();
            partition(registro.record());
            List<Registro> before = forms.computeIfAbsent(posicion, at -> new ArrayList<>(1));
            boolean first = before.isEmpty();
            repeat(before, registro);
            if (!first) {
                continue;
            }
            order(posicion, heads.getOrDefault(posicion.epoca(), 0L), latest);
            heads.merge(posicion.epoca(), posicion.seq(), Math::max);
            latest = latest == null || Posicion.compareEpocas(posicion.epoca(), latest) > 0 ? posicion.epoca() : latest;
        }
    }

    private void order(Posicion posicion, long head, @Nullable UUID latest) {
        check(posicion.seq() == head + 1, Rule.SEQ, () -> posicion + " comes first after seq " + head);
        check(
                latest == null || Posicion.compareEpocas(posicion.epoca(), latest) >= 0,
                Rule.EPOCA_ORDER,
                () -> posicion + " is new after epoca " + latest);
    }

    private void partition(TopicRecord record) {
        int partition = caso.records().get(0).record().partition();
        check(
                record.partition() == partition,
                Rule.PARTITION,
                () -> "in partition " + partition + " and at " + where(record));
        check(
                record.key().equals(caso.vendedorId()),
                Rule.PARTITION,
                () -> "key " + record.key() + " at " + where(record));
    }

    /**
     * Two forms are legal only where events were restored away and their places given again: the one that PostgreSQL has
     * now, and one other.
     */
    private void repeat(List<Registro> forms, Registro again) {
        for (Registro form : forms) {
            if (form.hecho().value().equals(again.hecho().value())) {
                boolean same = form.record().key().equals(again.record().key())
                        && form.record().headers().equals(again.record().headers());
                check(same, Rule.REPEAT, () -> where(again.record()) + " is not as " + where(form.record()));
                return;
            }
        }
        boolean legal = forms.isEmpty()
                || (caso.zona().contains(again.hecho().posicion())
                        && (caso.isInLog(again.hecho())
                                || forms.stream().allMatch(form -> caso.isInLog(form.hecho()))));
        check(
                legal,
                Rule.REPEAT,
                () -> where(again.record()) + " is not as " + where(forms.get(0).record()));
        if (legal) {
            headers(again);
        }
        forms.add(again);
    }

    private void headers(Registro registro) {
        Map<String, String> seen = registro.record().headers();
        String traceparent = seen.getOrDefault("traceparent", "");
        Map<String, String> due = due(registro.hecho());
        due.put("traceparent", traceparent);
        check(
                seen.equals(due) && TRACEPARENT.matcher(traceparent).matches(),
                Rule.HEADERS,
                () -> where(registro.record()) + ": " + seen);
    }

    private static Map<String, String> due(Hecho hecho) {
        Map<String, String> due = new HashMap<>();
        due.put("ce_specversion", "1.0");
        due.put("ce_id", hecho.id().toString());
        due.put("ce_source", "/cargue/vendedores/" + hecho.vendedorId());
        due.put("ce_time", Instantes.text(hecho.ocurridoEn()));
        due.put("content-type", "application/json");
        if (hecho instanceof Hecho.DeFila e) {
            due.put("ce_type", "cargue.check_update.v1");
            due.put("ce_subject", e.fila().fecha() + "/" + e.fila().dia());
        } else {
            due.put("ce_type", "cargue.epoca.v1");
        }
        return due;
    }

    /** Every epoca but the first: its own event at seq 1, restated rows up to hasta, and none of both elsewhere. */
    private void epoca(Serie.Tramo tramo) {
        List<Hecho> hechos = tramo.hechos();
        UUID epoca = hechos.get(0).posicion().epoca();
        // A vendedor without any event has nothing in the topic until the epoca after a restore.
        boolean restored = hechos.get(0) instanceof Hecho.DeEpoca && caso.zona().isBefore(epoca);
        boolean later = restored || !epoca.equals(caso.topic().firstEpoca());
        long hasta = later ? tramo.hasta() : 0;
        check(!later || hasta >= 1, Rule.EPOCA_ORDER, () -> hechos.get(0) + " begins a later epoca");
        check(tramo.head() >= hasta, Rule.EPOCA_ORDER, () -> hechos.get(0) + " and nothing above " + tramo.head());
        for (Hecho hecho : hechos) {
            long seq = hecho.posicion().seq();
            boolean restated = hecho.causa() == Causa.RESTAURACION;
            boolean inPlace = hecho instanceof Hecho.DeEpoca
                    ? restated && later && seq == 1
                    : restated == (seq > 1 && seq <= hasta);
            check(inPlace, Rule.EPOCA_ORDER, () -> hecho + " where rows are restated up to " + hasta);
        }
    }

    private static String where(TopicRecord record) {
        return record.partition() + "@" + record.offset();
    }

    private void check(boolean holds, Rule rule, Supplier<String> text) {
        violations.check(holds, rule, caso.vendedorId(), text);
    }
}
