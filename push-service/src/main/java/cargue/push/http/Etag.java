package cargue.push.http;

import cargue.contract.Posicion;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The planilla's entity tag: its position, and without a date the first date of what was served (contract 4). */
final class Etag {

    private static final Pattern ONE = Pattern.compile("\\s*(?:W/)?\"([^\"]*)\"\\s*(?:,|$)");
    private static final Pattern DATE_AFTER = Pattern.compile(":\\d{4}-\\d{2}-\\d{2}$");

    private Etag() {}

    /**
     * The tag, without its quotes.
     *
     * @param fechaDesde null when one date was asked for
     */
    static String of(Posicion posicion, @Nullable LocalDate fechaDesde) {
        return posicion + (fechaDesde == null ? "" : ":" + fechaDesde);
    }

    /** The tags of an {@code If-None-Match} header, without their quotes; empty when it is not of the form. */
    static Optional<List<String>> parse(String header) {
        List<String> tags = new ArrayList<>();
        Matcher matcher = ONE.matcher(header);
        int end = 0;
        while (matcher.find() && matcher.start() == end) {
            tags.add(matcher.group(1));
            end = matcher.end();
        }
        return end == header.length() && !tags.isEmpty() ? Optional.of(tags) : Optional.empty();
    }

    /** The position in a tag; empty when it is none of ours. */
    static Optional<Posicion> position(String tag) {
        return Posicion.parse(DATE_AFTER.matcher(tag).replaceFirst(""));
    }
}
