package cargue.seguridad;

import org.springframework.security.oauth2.jwt.BadJwtException;
import org.springframework.security.oauth2.jwt.JwtDecoder;
import org.springframework.security.oauth2.jwt.JwtException;

/** Checks tokens that come by another way than a request's headers. Any thread; may wait some seconds for the issuer. */
public final class Tokens {

    private final JwtDecoder decoder;

    Tokens(JwtDecoder decoder) {
        this.decoder = decoder;
    }

    /** What a check came to. */
    public sealed interface Examen {

        /** The token is good. */
        record Bueno(Identidad identidad) implements Examen {}

        /** The token is not: of another issuer, ended, or no token. */
        record Malo() implements Examen {}

        /** The issuer's keys cannot be had, so nobody can tell. */
        record SinRespuesta() implements Examen {}
    }

    /** Checks one. */
    public Examen examine(String token) {
        try {
            return new Examen.Bueno(Identidad.of(decoder.decode(token)));
        } catch (BadJwtException e) {
            return new Examen.Malo();
        } catch (JwtException e) {
            return new Examen.SinRespuesta();
        }
    }
}
