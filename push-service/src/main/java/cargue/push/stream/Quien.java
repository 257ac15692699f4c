package cargue.push.stream;

import cargue.contract.Rol;
import com.github.benmanes.caffeine.cache.Interner;

/**
 * Whose connection it is, for those who look after the node.
 *
 * @param sub the user
 * @param rol by its latest good token
 * @param direccion the client's address
 */
public record Quien(String sub, Rol rol, String direccion) {

    private static final Interner<Quien> KNOWN = Interner.newWeakInterner();

    /** One object for all connections of a user from an address. */
    public static Quien of(String sub, Rol rol, String direccion) {
        return KNOWN.intern(new Quien(sub, rol, direccion));
    }
}
