package cargue.system;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import tools.jackson.databind.JsonNode;

/**
 * An answer.
 *
 * @param headers by their names in lower case
 * @param body empty of what goes on: events, and WebSockets
 */
record Reply(int status, Map<String, List<String>> headers, String body) {

    /** Each line's value of a header. */
    List<String> all(String name) {
        return headers.getOrDefault(name.toLowerCase(Locale.ROOT), List.of());
    }

    /** The header's values in one; empty without it. */
    String header(String name) {
        return String.join(", ", all(name));
    }

    JsonNode json() {
        return Api.JSON.readTree(body);
    }

    /** Whether a page of another origin may read it. */
    boolean hasCors() {
        return headers.keySet().stream().anyMatch(name -> name.startsWith("access-control-"));
    }

    boolean isUpgrade() {
        return status == 101;
    }

    boolean goesOn() {
        return isUpgrade() || header("content-type").startsWith("text/event-stream");
    }
}
