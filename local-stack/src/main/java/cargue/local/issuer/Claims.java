package cargue.local.issuer;

import cargue.contract.Rol;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What a token is to say. {@link #of} is what a service believes; tests may add, replace and take away what they
 * like. Immutable.
 */
public final class Claims {

    /** As long as a working day. */
    public static final Duration TTL = Duration.ofHours(8);

    private static final List<String> AUDIENCE = List.of("cargue");

    private final String id;
    private final Rol rol;
    private final Duration ttl;
    private final Map<String, Object> changes;

    private Claims(Rol rol, String id, Duration ttl, Map<String, Object> changes) {
        this.rol = rol;
        this.id = id;
        this.ttl = ttl;
        this.changes = changes;
    }

    /** For {@link #TTL}: a vendedor's with the id as {@code vendedor_id} too. */
    public static Claims of(Rol rol, String id) {
        return new Claims(rol, id, TTL, Map.of());
    }

    /** A token that ends so long after its making, to whole seconds; with a negative time it has ended. */
    public Claims lasting(Duration time) {
        return new Claims(rol, id, time, changes);
    }

    /**
     * With a claim added or replaced.
     *
     * @param value what JSON can hold: a String, a Number (times are seconds since 1970), a Boolean, a List or a Map
     */
    public Claims with(String claim, Object value) {
        Map<String, Object> more = new LinkedHashMap<>(changes);
        more.put(claim, value);
        return new Claims(rol, id, ttl, more);
    }

    /** Without a claim that a token has. */
    public Claims without(String claim) {
        return with(claim, Absent.CLAIM);
    }

    /** All claims of a token that is made now. */
    Map<String, Object> of(String issuer, Instant now) {
        Map<String, Object> claims = new LinkedHashMap<>();
        claims.put("iss", issuer);
        claims.put("aud", AUDIENCE);
        claims.put("iat", now.getEpochSecond());
        claims.put("exp", now.plus(ttl).getEpochSecond());
        claims.put("sub", id);
        claims.put("rol", Roles.word(rol));
        if (rol == Rol.VENDEDOR) {
            claims.put("vendedor_id", id);
        }
        claims.putAll(changes);
        claims.values().removeIf(Absent.CLAIM::equals);
        return claims;
    }

    private enum Absent {
        CLAIM
    }
}
