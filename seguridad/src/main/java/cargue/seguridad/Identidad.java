package cargue.seguridad;

import cargue.contract.Rol;
import jakarta.servlet.http.HttpServletRequest;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.security.core.Authentication;
import org.springframework.security.oauth2.jwt.Jwt;

/**
 * Who calls, and through what: taken from a checked token, never from a request's body. Immutable.
 *
 * @param sub the user; of an old phone without a token empty until its vendedor is known
 * @param vendedorId whose sheets a vendedor has; null for other roles
 * @param vendedores to whom a despachador or analista is limited; null: not limited
 * @param origen through what app: {@code azp}, else {@code app} for a vendedor and {@code crm} for others
 * @param expira when the token ends
 */
public record Identidad(
        String sub,
        Rol rol,
        @Nullable String vendedorId,
        @Nullable Set<String> vendedores,
        String origen,
        Instant expira) {

    private static final String RED = "red";

    /** Of a token that passed {@link TokenRules}. */
    static Identidad of(Jwt token) {
        Rol rol = TokenRules.rol(token).orElseThrow();
        boolean vendedor = rol == Rol.VENDEDOR;
        boolean limited = rol == Rol.DESPACHADOR || rol == Rol.ANALISTA;
        List<String> vendedores = limited ? token.getClaimAsStringList(TokenRules.VENDEDORES) : null;
        String azp = token.getClaimAsString(TokenRules.AZP);
        return new Identidad(
                Objects.requireNonNull(token.getSubject()),
                rol,
                vendedor ? token.getClaimAsString(TokenRules.VENDEDOR_ID) : null,
                vendedores == null ? null : Set.copyOf(vendedores),
                azp != null ? azp : vendedor ? "app" : "crm",
                Objects.requireNonNull(token.getExpiresAt()));
    }

    /** An old phone in a network that needs no token. */
    static Identidad deRed() {
        return new Identidad("", Rol.VENDEDOR, null, null, RED, Instant.MAX);
    }

    /**
     * Who sent a request that was let in.
     *
     * @throws IllegalStateException when nobody asked who it is
     */
    public static Identidad of(HttpServletRequest request) {
        if (request.getUserPrincipal() instanceof Authentication authentication
                && authentication.getPrincipal() instanceof Identidad identidad) {
            return identidad;
        }
        throw new IllegalStateException("a request without identity was let in");
    }

    /** Whether it is an old phone without a token, known by its network alone. */
    public boolean isDeRed() {
        return sub.isEmpty();
    }

    /** The same for a call about a vendedor: without a token, whoever the call says sends it. */
    public Identidad en(String vendedor) {
        return isDeRed() ? new Identidad(vendedor, rol, vendedor, vendedores, origen, expira) : this;
    }

    /** Whether it may do that with that vendedor. */
    public boolean puede(Permiso permiso, String vendedor) {
        return permiso.includes(rol) && ve(vendedor);
    }

    /** Whether it may do what is no business of one vendedor. */
    public boolean puede(Permiso permiso) {
        return permiso.includes(rol);
    }

    private boolean ve(String vendedor) {
        if (rol == Rol.VENDEDOR) {
            return vendedor.equals(vendedorId);
        }
        return vendedores == null || vendedores.contains(vendedor);
    }
}
