package cargue.bench.viewer;

import cargue.local.process.StackException;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * Reads one JSON text from its start to its end, without building what nobody asks for: the bench shares its processors
 * with what it measures. Not a validator, but what does not fit its place is an exception.
 */
final class JsonScanner {

    private final Strings strings;
    private final byte[] text;
    private final int end;
    private int at;

    JsonScanner(Strings strings, byte[] text, int from, int end) {
        this.strings = strings;
        this.text = text;
        this.at = from;
        this.end = end;
    }

    /** Steps into an object. */
    void object() {
        take('{');
    }

    /** Steps into an array. */
    void array() {
        take('[');
    }

    /** The object's next key; null, and out of the object, after the last. */
    @Nullable
    String key() {
        if (leaves('}')) {
            return null;
        }
        String key = string();
        take(':');
        return key;
    }

    /** Whether the array has one more element; if not, steps out of it. */
    boolean element() {
        return !leaves(']');
    }

    /** A string or null. */
    @Nullable
    String text() {
        if (peek() != '"') {
            word("null");
            return null;
        }
        return string();
    }

    /** An integer. */
    long number() {
        peek();
        int start = at;
        long value = 0;
        boolean negative = text[at] == '-';
        if (negative) {
            at++;
        }
        int digits = at;
        while (at < end && text[at] >= '0' && text[at] <= '9') {
            value = Math.addExact(Math.multiplyExact(value, 10), text[at++] - '0');
        }
        if (at == digits) {
            throw wrong("a number", start);
        }
        return negative ? -value : value;
    }

    /** Steps over a value of any kind. */
    void skip() {
        switch (peek()) {
            case '"' -> string();
            case '{' -> {
                object();
                while (key() != null) {
                    skip();
                }
            }
            case '[' -> {
                array();
                while (element()) {
                    skip();
                }
            }
            default -> {
                int start = at;
                while (at < end && ",}] \t\r\n".indexOf(text[at]) < 0) {
                    at++;
                }
                if (at == start) {
                    throw wrong("a value", start);
                }
            }
        }
    }

    private String string() {
        take('"');
        int start = at;
        boolean escaped = false;
        while (at < end && text[at] != '"') {
            boolean escape = text[at] == '\\';
            escaped |= escape;
            at += escape ? 2 : 1;
        }
        if (at >= end) {
            throw wrong("a string's end", start);
        }
        String raw = strings.of(text, start, at++ - start);
        return escaped ? unescape(raw) : raw;
    }

    private static String unescape(String raw) {
        StringBuilder plain = new StringBuilder(raw.length());
        for (int i = 0; i < raw.length(); i++) {
            char c = raw.charAt(i);
            if (c != '\\') {
                plain.append(c);
                continue;
            }
            char kind = raw.charAt(++i);
            if (kind == 'u') {
                plain.append((char) Integer.parseInt(raw.substring(i + 1, i + 5), 16));
                i += 4;
            } else {
                int known = "bfnrt".indexOf(kind);
                plain.append(known < 0 ? kind : "\b\f\n\r\t".charAt(known));
            }
        }
        return plain.toString();
    }

    /** Steps over a comma, and out when the bracket is next. */
    private boolean leaves(char bracket) {
        byte next = peek();
        if (next == ',') {
            at++;
            next = peek();
        }
        if (next == bracket) {
            at++;
            return true;
        }
        return false;
    }

    private void word(String word) {
        for (int i = 0; i < word.length(); i++) {
            take(word.charAt(i));
        }
    }

    private void take(char expected) {
        if (peek() != expected) {
            throw wrong("'" + expected + "'", at);
        }
        at++;
    }

    /** The next byte that is no white space, not taken. */
    private byte peek() {
        while (at < end && (text[at] == ' ' || text[at] == '\n' || text[at] == '\r' || text[at] == '\t')) {
            at++;
        }
        if (at >= end) {
            throw wrong("more", at);
        }
        return text[at];
    }

    private StackException wrong(String expected, int where) {
        int from = Math.max(0, Math.min(where, end) - 40);
        String near = new String(text, from, Math.min(end, where + 40) - from, StandardCharsets.UTF_8);
        return new StackException("a message is not the JSON that was expected (" + expected + "): ..." + near);
    }
}
