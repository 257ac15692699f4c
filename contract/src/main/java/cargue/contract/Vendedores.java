package cargue.contract;

import java.util.regex.Pattern;

/** The form of a vendedor's id: case-sensitive, 1 to 20 letters of ASCII, digits and underscores. */
public final class Vendedores {

    private static final Pattern ID = Pattern.compile("[A-Za-z0-9_]{1,20}");

    private Vendedores() {}

    /** Whether the text can be a vendedor's id. */
    public static boolean isId(String text) {
        return ID.matcher(text).matches();
    }
}
