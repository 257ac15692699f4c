package cargue.faults.checker;

import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/** Collects violations. All are counted; the texts are kept of the first of each rule only, so memory is bounded. */
final class Violations {

    /** Texts kept of a rule: nobody reads more, and a broken run breaks the same rule a million times. */
    static final int KEPT = 100;

    private final Map<Rule, Found> byRule = new EnumMap<>(Rule.class);

    private static final class Found {
        private final List<Violation> first = new ArrayList<>();
        private int all;
    }

    void add(Rule rule, String vendedorId, String text) {
        check(false, rule, vendedorId, () -> text);
    }

    /** Adds a violation unless the condition holds; the text is made only when it is kept. */
    void check(boolean holds, Rule rule, String vendedorId, Supplier<String> text) {
        if (holds) {
            return;
        }
        Found found = byRule.computeIfAbsent(rule, r -> new Found());
        found.all++;
        if (found.first.size() < KEPT) {
            found.first.add(new Violation(rule, vendedorId, text.get()));
        }
    }

    /** By rule, in the order in which they were found. */
    Verdict verdict() {
        List<Violation> list = new ArrayList<>();
        Map<Rule, Integer> counts = new EnumMap<>(Rule.class);
        byRule.forEach((rule, found) -> {
            list.addAll(found.first);
            counts.put(rule, found.all);
        });
        return new Verdict(List.copyOf(list), Collections.unmodifiableMap(counts));
    }
}
