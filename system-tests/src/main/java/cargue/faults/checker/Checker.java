package cargue.faults.checker;

import cargue.faults.history.History;
import java.util.List;
import java.util.Map;

/** Judges a history by every {@link Rule}. Pure: it reads nothing but the history and changes nothing. */
public final class Checker {

    private Checker() {}

    /**
     * What in a history breaks a rule.
     *
     * @return by rule, at most {@value Violations#KEPT} of each; when there are more, one last of that rule tells how
     *     many. Empty when every promise was kept
     */
    public static List<Violation> check(History history) {
        Violations violations = new Violations();
        Map<String, Caso> casos = Casos.of(history, violations);
        for (Caso caso : casos.values()) {
            Causas causas = new Causas(caso);
            OutboxRules.check(caso, violations);
            TopicRules.check(caso, violations);
            PostRules.check(caso, causas, violations);
            OrderRules.check(caso, causas, violations);
            FoldRules.check(caso, violations);
        }
        ViewerRules.check(history.viewers(), casos, violations);
        QuietRules.check(history, violations);
        return violations.list();
    }
}
