package cargue.local.issuer;

import cargue.contract.Rol;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** The roles as tokens and people spell them: {@code vendedor}. */
public final class Roles {

    private Roles() {}

    public static String word(Rol rol) {
        return rol.name().toLowerCase(Locale.ROOT);
    }

    public static Optional<Rol> of(String word) {
        return Arrays.stream(Rol.values()).filter(rol -> word(rol).equals(word)).findFirst();
    }

    public static List<String> words() {
        return Arrays.stream(Rol.values()).map(Roles::word).toList();
    }
}
