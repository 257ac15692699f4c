package cargue.analysts.report;

import java.util.List;
import java.util.stream.Collectors;

/** Pieces of a page. Every text that goes in is escaped here. */
final class Html {

    private Html() {}

    /** Text as it stands in an element or in a quoted attribute. */
    static String text(String text) {
        StringBuilder html = new StringBuilder(text.length() + 16);
        for (int i = 0; i < text.length(); i++) {
            char one = text.charAt(i);
            switch (one) {
                case '&' -> html.append("&amp;");
                case '<' -> html.append("&lt;");
                case '>' -> html.append("&gt;");
                case '"' -> html.append("&quot;");
                case '\'' -> html.append("&#39;");
                default -> html.append(Character.isISOControl(one) ? ' ' : one);
            }
        }
        return html.toString();
    }

    static String paragraph(String text) {
        return "<p>" + text(text) + "</p>\n";
    }

    /** A smaller one, beside a picture. */
    static String note(String text) {
        return "<p class=\"nota\">" + text(text) + "</p>\n";
    }

    /** A section of a page, of pieces that are HTML already. */
    static String section(String title, String... pieces) {
        return "<section>\n<h2>" + text(title) + "</h2>\n" + String.join("", pieces) + "</section>\n";
    }

    /** A column; numbers stand at the right. */
    record Column(String title, boolean isNumber) {

        static Column text(String title) {
            return new Column(title, false);
        }

        static Column number(String title) {
            return new Column(title, true);
        }
    }

    /** A table whose first column names its lines. */
    static String table(String caption, List<Column> columns, List<List<String>> lines) {
        String head = columns.stream()
                .map(column -> "<th scope=\"col\"" + style(column) + ">" + text(column.title()) + "</th>")
                .collect(Collectors.joining());
        String body = lines.stream().map(line -> line(columns, line)).collect(Collectors.joining());
        // A page that is narrower than its table moves the table, not itself; by keyboard too.
        return "<div class=\"tabla\" role=\"region\" tabindex=\"0\" aria-label=\"" + text(caption)
                + "\">\n<table>\n<caption>"
                + text(caption) + "</caption>\n<thead><tr>" + head + "</tr></thead>\n<tbody>\n" + body
                + "</tbody>\n</table>\n</div>\n";
    }

    private static String line(List<Column> columns, List<String> cells) {
        StringBuilder line = new StringBuilder("<tr>");
        for (int i = 0; i < cells.size(); i++) {
            String cell = style(columns.get(i)) + ">" + text(cells.get(i));
            line.append(i == 0 ? "<th scope=\"row\"" + cell + "</th>" : "<td" + cell + "</td>");
        }
        return line.append("</tr>\n").toString();
    }

    private static String style(Column column) {
        return column.isNumber() ? " class=\"n\"" : "";
    }
}
