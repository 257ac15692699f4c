package cargue.faults.checker;

import cargue.faults.history.Fila;
import cargue.faults.history.History;
import java.util.Map;

/** Judges a history by every {@link Rule}. Pure: it reads nothing but the history and changes nothing. */
public final class Checker {

    private Checker() {}

    /** What in a history breaks a rule. */
    public static Verdict check(History history) {
        Violations violations = new Violations();
        Map<String, Caso> casos = Casos.of(history, violations);
        for (Caso caso : casos.values()) {
            Causas causas = new Causas(caso);
            Map<Fila, FilaLog> rows = FilaLog.of(caso, causas);
            OutboxRules.check(caso, causas, violations);
            TopicRules.check(caso, violations);
            PostRules.check(caso, causas, violations);
            OrderRules.check(caso, causas, rows, violations);
            AnswerRules.check(caso, causas, rows, violations);
            FoldRules.check(caso, violations);
        }
        ViewerRules.check(history.viewers(), casos, violations);
        QuietRules.check(history, violations);
        return violations.verdict();
    }
}
