package cargue.system;

import cargue.contract.Rol;
import cargue.local.issuer.Claims;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Somebody with a token. Its {@code sub} is no vendedor's id, so that an event's actor is seen to be the sub.
 *
 * @param vendedores the claim that limits some roles
 */
record Sender(
        String name,
        Rol rol,
        @Nullable String vendedorId,
        @Nullable List<String> vendedores,
        @Nullable String azp) {

    static Sender vendedor(String name, String vendedorId) {
        return new Sender(name, Rol.VENDEDOR, vendedorId, null, null);
    }

    static Sender of(String name, Rol rol) {
        return new Sender(name, rol, null, null, null);
    }

    Sender with(List<String> only) {
        return new Sender(name, rol, vendedorId, only, azp);
    }

    Sender through(String app) {
        return new Sender(name, rol, vendedorId, vendedores, app);
    }

    String sub() {
        return name + " (prueba)";
    }

    Claims claims() {
        Claims claims = Claims.of(rol, sub());
        if (vendedorId != null) {
            claims = claims.with("vendedor_id", vendedorId);
        }
        if (vendedores != null) {
            claims = claims.with("vendedores", vendedores);
        }
        return azp == null ? claims : claims.with("azp", azp);
    }

    /** What an event tells of the app: from the token, by the contract. */
    String origen() {
        if (azp != null) {
            return azp;
        }
        return rol == Rol.VENDEDOR ? "app" : "crm";
    }
}
