package cargue.push.entrada;

import cargue.seguridad.Identidad;
import cargue.seguridad.Tokens;
import cargue.seguridad.Tokens.Examen;
import cargue.seguridad.Tokens.Examen.Bueno;
import jakarta.servlet.http.HttpServletRequest;
import java.time.Instant;
import java.util.Map;
import java.util.function.Function;

/** Whose open connection it is. Messages of one connection come one after the other; the rest is for any thread. */
public final class Sesion {

    private static final String IDENTIDAD = Identidad.class.getName();

    private final Function<String, Examen> examiner;
    private volatile Identidad identidad;

    /** Keeps who sent a handshake for the connection that follows. */
    public static void keep(HttpServletRequest handshake, Map<String, Object> attributes) {
        attributes.put(IDENTIDAD, Identidad.of(handshake));
    }

    /** Who sent a connection's handshake. */
    public static Identidad kept(Map<String, Object> attributes) {
        if (attributes.get(IDENTIDAD) instanceof Identidad identidad) {
            return identidad;
        }
        throw new IllegalStateException("the handshake was not checked");
    }

    /**
     * A connection as its handshake opened it.
     *
     * @param examiner checks a token, as {@link Tokens#examine} does
     */
    public Sesion(Identidad identidad, Function<String, Examen> examiner) {
        this.identidad = identidad;
        this.examiner = examiner;
    }

    /** By the latest good token. */
    public Identidad identidad() {
        return identidad;
    }

    /** Whether the latest good token has ended. */
    public boolean isOver(Instant now) {
        return !identidad.expira().isAfter(now);
    }

    /**
     * Takes a new token in the old one's place; may wait some seconds for the issuer.
     *
     * @return false when it is no good token of the same user; the old one then counts as before
     */
    public boolean renew(String token) {
        if (examiner.apply(token) instanceof Bueno bueno
                && bueno.identidad().sub().equals(identidad.sub())) {
            identidad = bueno.identidad();
            return true;
        }
        return false;
    }
}
