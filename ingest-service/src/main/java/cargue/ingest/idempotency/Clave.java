package cargue.ingest.idempotency;

import java.util.regex.Pattern;

/**
 * What makes two requests the same one.
 *
 * @param sub who sends
 * @param call the single call's name, also for a check of a batch
 * @param key chosen by the sender: 1 to 100 visible ASCII characters
 */
public record Clave(String sub, String call, String key) {

    private static final Pattern KEY = Pattern.compile("[\\x21-\\x7e]{1,100}");

    /** Whether the text can be a key. */
    public static boolean isKey(String text) {
        return KEY.matcher(text).matches();
    }
}
