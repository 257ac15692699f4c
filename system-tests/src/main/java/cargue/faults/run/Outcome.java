package cargue.faults.run;

import cargue.faults.checker.Verdict;
import cargue.faults.fault.Injector.Injected;
import cargue.faults.history.History;
import java.util.List;

/**
 * What came of a run.
 *
 * @param acknowledged checks and quantities that were answered with 200, without the sheets' first filling
 * @param strange answers that no fault explains, each a violation too
 */
public record Outcome(
        History history, List<Injected> faults, long acknowledged, Verdict verdict, List<String> strange) {

    /** How many things were as they must not be. */
    public int violationCount() {
        return verdict.total() + strange.size();
    }
}
