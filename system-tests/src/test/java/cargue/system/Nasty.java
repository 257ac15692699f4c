package cargue.system;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What nobody sends by mistake alone: odd values, and ways to spoil what was good. One thread. */
final class Nasty {

    /** A value of a JSON text: a string, a number, or a word. */
    private static final Pattern VALUE =
            Pattern.compile("(?<=[:\\[,])(\"(?:[^\"\\\\]|\\\\.)*\"|-?\\d+(?:\\.\\d+)?|true|false|null)(?=[,}\\]])");

    /** A field of a JSON text with a simple value. */
    private static final Pattern FIELD = Pattern.compile("\"\\w+\":(?:\"(?:[^\"\\\\]|\\\\.)*\"|[\\w.-]+)");

    private static final List<String> JSON = List.of(
            "null",
            "true",
            "-1",
            "0.5",
            "1e999",
            "-0",
            "01",
            "NaN",
            "9223372036854775808",
            "1" + "0".repeat(400),
            "1e-" + "9".repeat(20),
            "\"\"",
            "\" \"",
            "\"\\u0000\"",
            "\"\\ud800\"",
            "\"\\u202e\\u0301\\ufeff\"",
            "\"" + "a".repeat(70_000) + "\"",
            "\"\ud83d\ude9a\u0301\u0301\u0301\"",
            "\"'; DROP TABLE renglon; --\"",
            "\"${jndi:ldap://x}\"",
            "\"2026-02-30\"",
            "\"+999999999-12-31\"",
            "\"-0001-01-01T00:00:00Z\"",
            "\"00000000-0000-0000-0000-000000000000\"",
            "[]",
            "{}",
            "[[[[]]]]",
            "[".repeat(2_000) + "]".repeat(2_000),
            "{\"a\":".repeat(1_500) + "1" + "}".repeat(1_500),
            "/* */ 1",
            "'a'");

    private static final List<String> TEXT = List.of(
            "",
            " ",
            "\t",
            "%",
            "%00",
            "%zz",
            "%c0%af",
            "%ff",
            "%2e%2e%2f",
            "..;/",
            ";a=b",
            "//",
            "\\",
            "?",
            "#",
            "&&==",
            "[]",
            "{}",
            "\u00e9\u4e16\ud83d\ude9a",
            "\u0001\u007f",
            "a".repeat(9_000),
            "x=1&".repeat(1_500),
            "*/*;q=2",
            "text/html;charset=nada",
            "a/b/c",
            "bytes=0-,-1",
            "W/\"\"",
            "\"unfinished",
            "*",
            "0",
            "-1",
            "99999999999999999999",
            "chunked",
            "gzip, chunked",
            "00000000-0000-0000-0000-000000000000:-1",
            "permessage-deflate; client_max_window_bits=99",
            ";;,,==",
            "\"a\\");

    private final Random random;

    Nasty(Random random) {
        this.random = random;
    }

    <T> T any(List<T> all) {
        return all.get(random.nextInt(all.size()));
    }

    String text() {
        return any(TEXT);
    }

    String json() {
        return any(JSON);
    }

    /** A JSON text with something of it replaced, doubled, nested or cut off. */
    String json(String good) {
        return switch (random.nextInt(8)) {
            case 0, 1, 2 -> replace(VALUE, good, json());
            case 3 -> {
                String field = find(FIELD, good);
                yield replace(FIELD, good, field + "," + field);
            }
            case 4 -> replace(FIELD, good, "\"" + "k".repeat(random.nextInt(3_000)) + "\":" + json());
            case 5 -> good.substring(0, random.nextInt(good.length() + 1));
            case 6 -> "[".repeat(random.nextInt(3_000)) + good;
            default -> new String(bytes(good.getBytes(StandardCharsets.UTF_8)), StandardCharsets.ISO_8859_1);
        };
    }

    /** Bytes with some of them flipped, taken out, repeated, or others put in. */
    byte[] bytes(byte[] good) {
        byte[] bytes = good;
        for (int i = 1 + random.nextInt(4); i > 0; i--) {
            int at = random.nextInt(bytes.length + 1);
            int end = Math.min(bytes.length, at + 1 + random.nextInt(8));
            bytes = switch (random.nextInt(4)) {
                case 0 -> join(bytes, at, random(1 + random.nextInt(8)), at);
                case 1 -> join(bytes, at, new byte[0], end);
                case 2 -> join(bytes, end, new byte[0], at);
                default -> join(bytes, at, random(end - at), end);
            };
        }
        return bytes;
    }

    private byte[] random(int length) {
        byte[] bytes = new byte[length];
        random.nextBytes(bytes);
        return bytes;
    }

    private static byte[] join(byte[] bytes, int head, byte[] middle, int tail) {
        byte[] all = Arrays.copyOf(bytes, head + middle.length + bytes.length - tail);
        System.arraycopy(middle, 0, all, head, middle.length);
        System.arraycopy(bytes, tail, all, head + middle.length, bytes.length - tail);
        return all;
    }

    private String find(Pattern pattern, String text) {
        List<String> all =
                pattern.matcher(text).results().map(found -> found.group()).toList();
        return all.isEmpty() ? "\"a\":1" : any(all);
    }

    /** One of the places where the pattern is found; without any, the whole text. */
    private String replace(Pattern pattern, String text, String by) {
        Matcher matcher = pattern.matcher(text);
        long count = matcher.results().count();
        if (count == 0) {
            return by;
        }
        matcher.reset();
        for (int skip = random.nextInt((int) count); skip >= 0; skip--) {
            if (!matcher.find()) {
                throw new IllegalStateException("found " + count + " places of " + pattern + ", then fewer");
            }
        }
        return text.substring(0, matcher.start()) + by + text.substring(matcher.end());
    }
}
