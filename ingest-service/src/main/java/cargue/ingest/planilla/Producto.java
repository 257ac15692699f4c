package cargue.ingest.planilla;

import com.fasterxml.jackson.annotation.JsonValue;
import java.text.Normalizer;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A product's name: the spelling that was sent, and the key by which names match. The key is NFC with runs of Unicode
 * white space collapsed and trimmed; case and accents count.
 *
 * @param texto the spelling that was sent
 * @param clave what it matches by; 1 to 255 code points, as the spelling
 */
public record Producto(@JsonValue String texto, String clave) {

    private static final int LONGEST = 255;
    private static final Pattern FORBIDDEN = Pattern.compile("[\\p{Cc}\\p{Cs}]");
    private static final Pattern SPACES = Pattern.compile("\\p{IsWhite_Space}+");

    /** Reads a name; empty when it is blank, too long, or has a control character or half a surrogate pair. */
    public static Optional<Producto> parse(String texto) {
        if (tooLong(texto) || FORBIDDEN.matcher(texto).find()) {
            return Optional.empty();
        }
        String spaced = SPACES.matcher(texto).replaceAll(" ");
        String clave = Normalizer.normalize(spaced.strip(), Normalizer.Form.NFC);
        return clave.isEmpty() || tooLong(clave) ? Optional.empty() : Optional.of(new Producto(texto, clave));
    }

    private static boolean tooLong(String text) {
        return text.codePointCount(0, text.length()) > LONGEST;
    }
}
