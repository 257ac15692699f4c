package cargue.faults.checker;

import cargue.faults.checker.Caso.Registro;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What PostgreSQL committed is what Kafka has: {@link Rule#NOT_PUBLISHED} and {@link Rule#INVENTED}. */
final class OutboxRules {

    private OutboxRules() {}

    static void check(Caso caso, Causas causas, Violations violations) {
        Set<Hecho> forms = formsAboveCopies(caso);
        Set<String> values = forms.stream().map(Hecho::value).collect(Collectors.toSet());
        for (Hecho hecho : caso.log().all()) {
            boolean published = caso.zona().contains(hecho.posicion())
                    ? values.contains(hecho.value())
                    : caso.topic().at(hecho.posicion()) != null;
            violations.check(published, Rule.NOT_PUBLISHED, caso.vendedorId(), hecho::toString);
        }
        Set<Hecho> judged = new LinkedHashSet<>(caso.topic().all());
        judged.addAll(forms);
        for (Hecho hecho : judged) {
            @Nullable Hecho stored = caso.log().at(hecho.posicion());
            violations.check(
                    caso.isInLog(hecho) || mayBeRestoredAway(hecho, caso, causas),
                    Rule.INVENTED,
                    caso.vendedorId(),
                    () -> hecho.value() + " but PostgreSQL has " + (stored == null ? "none" : stored.value()));
        }
    }

    /** Only what was asked for before the database was back can have been there before. */
    private static boolean mayBeRestoredAway(Hecho hecho, Caso caso, Causas causas) {
        Pedido pedido = hecho instanceof Hecho.DeFila e ? causas.of(e) : null;
        return pedido != null && caso.zona().mayHaveBeen(hecho.posicion(), pedido);
    }

    /** Every form that the topic has of places whose events were restored away. */
    private static Set<Hecho> formsAboveCopies(Caso caso) {
        return caso.records().stream()
                .map(Registro::hecho)
                .filter(hecho -> caso.zona().contains(hecho.posicion()))
                .collect(Collectors.toCollection(LinkedHashSet::new));
    }
}
