package cargue.local.issuer;

import java.util.LinkedHashMap;
import java.util.Map;

/** An answer to be sent. Prints neither its body, which may be a token, nor its headers. */
record Answer(int status, Map<String, Object> body, Map<String, String> headers) {

    static Answer ok(Map<String, Object> body) {
        return new Answer(200, body, Map.of());
    }

    static Answer empty() {
        return new Answer(204, Map.of(), Map.of());
    }

    /**
     * A refusal.
     *
     * @param error for programs
     * @param message for people, in Spanish
     */
    static Answer error(int status, String error, String message) {
        Map<String, Object> body = new LinkedHashMap<>();
        body.put("error", error);
        body.put("message", message);
        return new Answer(status, body, Map.of());
    }

    static Answer badField(String campo, String message) {
        Map<String, Object> body = new LinkedHashMap<>();
        body.put("error", "CAMPO_INVALIDO");
        body.put("campo", campo);
        body.put("message", message);
        return new Answer(400, body, Map.of());
    }

    Answer with(String header, String value) {
        Map<String, String> more = new LinkedHashMap<>(headers);
        more.put(header, value);
        return new Answer(status, body, more);
    }

    @Override
    public String toString() {
        return "Answer[" + status + "]";
    }
}
