package cargue.faults.checker;

import java.util.HashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What PostgreSQL committed is what Kafka has: {@link Rule#NOT_PUBLISHED} and {@link Rule#INVENTED}. */
final class OutboxRules {

    private OutboxRules() {}

    static void check(Caso caso, Violations violations) {
        Set<String> again = placesGivenAgain(caso);
        for (Hecho hecho : caso.log().all()) {
            boolean published = caso.zona().contains(hecho.posicion())
                    ? again.contains(hecho.value())
                    : caso.topic().at(hecho.posicion()) != null;
            violations.check(published, Rule.NOT_PUBLISHED, caso.vendedorId(), hecho::toString);
        }
        for (Hecho hecho : caso.topic().all()) {
            if (caso.zona().contains(hecho.posicion())) {
                continue; // restored away, or its place was given again: the log has another form by right
            }
            @Nullable Hecho stored = caso.log().at(hecho.posicion());
            violations.check(
                    stored != null && stored.value().equals(hecho.value()),
                    Rule.INVENTED,
                    caso.vendedorId(),
                    () -> hecho.value() + " but PostgreSQL has " + (stored == null ? "none" : stored.value()));
        }
    }

    /** Every form that the topic has of places whose events were restored away. */
    private static Set<String> placesGivenAgain(Caso caso) {
        Set<String> values = new HashSet<>();
        caso.records().forEach(registro -> {
            if (caso.zona().contains(registro.hecho().posicion())) {
                values.add(registro.hecho().value());
            }
        });
        return values;
    }
}
