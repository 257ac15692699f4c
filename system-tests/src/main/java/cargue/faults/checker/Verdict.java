package cargue.faults.checker;

import java.util.List;
import java.util.Map;

/**
 * What in a history breaks a rule.
 *
 * @param violations by rule, at most {@value Violations#KEPT} of each, the first that were found
 * @param counts how many there are of each rule that is broken, listed or not
 */
public record Verdict(List<Violation> violations, Map<Rule, Integer> counts) {

    /** How many there are, listed or not; 0 when every promise was kept. */
    public int total() {
        return counts.values().stream().mapToInt(Integer::intValue).sum();
    }
}
