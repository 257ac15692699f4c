package cargue.system;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;

/** One viewer of a crowd. */
interface Member {

    boolean isConnected();

    /** Begins to connect, resuming where it is if it knows; does not throw when it is refused. */
    void connect(String nodeUrl);

    void drop();

    void stall();

    void wake();

    /** Something else that such a viewer may do. */
    default void whim(Random random) {}

    /** What it shows that the table, by vendedor, does not have, and the other way round; empty when they agree. */
    Optional<String> difference(Map<String, Map<String, Table.Row>> table, Map<String, Long> lastSeqs);

    /** Whatever was wrong on the way. */
    List<String> violations();

    static <T> Optional<String> compare(Map<String, T> shown, Map<String, T> expected) {
        if (shown.equals(expected)) {
            return Optional.empty();
        }
        return Optional.of("shown but not there: "
                + shown.entrySet().stream()
                        .filter(e -> !e.getValue().equals(expected.get(e.getKey())))
                        .limit(3)
                        .toList()
                + ", there but not shown: "
                + expected.entrySet().stream()
                        .filter(e -> !e.getValue().equals(shown.get(e.getKey())))
                        .limit(3)
                        .toList());
    }
}
