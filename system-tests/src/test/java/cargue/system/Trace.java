package cargue.system;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/** The last that a viewer did and was told, and what of that may not be. Thread-safe. */
final class Trace {

    private static final int LINES = 30;
    private static final int LONGEST_LINE = 300;
    private static final int MOST_VIOLATIONS = 10;

    private final Deque<String> lines = new ArrayDeque<>();
    private final List<String> violations = new ArrayList<>();

    synchronized void add(String line) {
        lines.add(line.length() <= LONGEST_LINE ? line : line.substring(0, LONGEST_LINE) + "…");
        if (lines.size() > LINES) {
            lines.remove();
        }
    }

    /** Keeps what went wrong with what led to it; the first ones tell enough. */
    synchronized void violated(String what) {
        if (violations.size() < MOST_VIOLATIONS) {
            violations.add(what + this);
        }
    }

    synchronized List<String> violations() {
        return List.copyOf(violations);
    }

    @Override
    public synchronized String toString() {
        return "\n    " + String.join("\n    ", lines);
    }
}
