package cargue.system;

import cargue.contract.Rol;
import cargue.local.issuer.Claims;
import cargue.local.issuer.Issuer;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Who the tests are to the services. A run has one stack and so one issuer: it is kept here, that a viewer of any node
 * need not be given a token. Each user has one token, which outlasts the run. Any thread.
 */
final class Users {

    static final String DESPACHADOR = "DESP1";
    static final String ANALISTA = "ANALISTA1";
    static final String ADMIN = "ADMIN";

    private static final Map<String, String> TOKENS = new ConcurrentHashMap<>();
    private static volatile @Nullable Issuer issuer;

    private Users() {}

    /**
     * From now on all users are an issuer's.
     *
     * @return whose they were, for who has a stack of his own for a while
     */
    static @Nullable Issuer of(@Nullable Issuer given) {
        Issuer before = issuer;
        issuer = given;
        TOKENS.clear();
        return before;
    }

    /** The token of a user in a role; of a vendedor the id is the vendedor's. */
    static String token(Rol rol, String id) {
        Issuer known = issuer;
        if (known == null) {
            throw new IllegalStateException("the stack has not been started");
        }
        return TOKENS.computeIfAbsent(rol + " " + id, user -> known.token(Claims.of(rol, id)));
    }

    /** Of somebody who may watch everything and change nothing. */
    static String viewer() {
        return token(Rol.ANALISTA, ANALISTA);
    }
}
