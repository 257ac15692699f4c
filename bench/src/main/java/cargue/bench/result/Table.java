package cargue.bench.result;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/** Results as Markdown, which people read in a terminal as well. */
public final class Table {

    private Table() {}

    /** All scenarios, one table each: a line a figure, a column a peer, with Cargue's ratio to it. */
    public static String of(Results results) {
        StringBuilder text = new StringBuilder();
        for (String scenario : results.scenarios()) {
            text.append("\n### ").append(scenario).append("\n\n").append(table(results, scenario));
        }
        results.failures()
                .forEach(run -> text.append("\n")
                        .append(run.scenario())
                        .append(", ")
                        .append(run.peer())
                        .append(", round ")
                        .append(run.round())
                        .append(" failed: ")
                        .append(run.failure())
                        .append('\n'));
        results.missing()
                .forEach((peer, why) -> text.append("\nmissing: ")
                        .append(peer)
                        .append(": ")
                        .append(why)
                        .append('\n'));
        return text.toString();
    }

    private static String table(Results results, String scenario) {
        Collection<String> peers = results.peers(scenario);
        List<List<String>> rows = new ArrayList<>();
        List<String> head = new ArrayList<>(List.of("median (least to greatest)"));
        head.addAll(peers);
        rows.add(head);
        for (String name : results.names(scenario)) {
            List<String> row = new ArrayList<>(List.of(name));
            peers.forEach(peer -> row.add(cell(results, scenario, peer, name)));
            rows.add(row);
        }
        return aligned(rows);
    }

    private static String cell(Results results, String scenario, String peer, String name) {
        String figure =
                results.figure(scenario, peer, name).map(Spread::forPeople).orElse("");
        return peer.equals(Results.OURS)
                ? figure
                : figure
                        + results.ratio(scenario, peer, name)
                                .map(ratio -> "; x " + ratio.forPeople())
                                .orElse("");
    }

    private static String aligned(List<List<String>> rows) {
        int columns = rows.get(0).size();
        int[] widths = new int[columns];
        rows.forEach(row -> {
            for (int i = 0; i < columns; i++) {
                widths[i] = Math.max(widths[i], row.get(i).length());
            }
        });
        StringBuilder text = new StringBuilder();
        for (int line = 0; line < rows.size(); line++) {
            append(text, rows.get(line), widths);
            if (line == 0) {
                for (int width : widths) {
                    text.append('|').append("-".repeat(width + 2));
                }
                text.append("|\n");
            }
        }
        return text.toString();
    }

    private static void append(StringBuilder text, List<String> row, int[] widths) {
        for (int i = 0; i < row.size(); i++) {
            String cell = row.get(i);
            text.append("| ")
                    .append(cell)
                    .append(" ".repeat(widths[i] - cell.length()))
                    .append(' ');
        }
        text.append("|\n");
    }
}
