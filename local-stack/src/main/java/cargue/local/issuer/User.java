package cargue.local.issuer;

import cargue.contract.Rol;

/**
 * Somebody who can have a token. Does not print its password.
 *
 * @param user what the token's {@code sub} is, and for a vendedor the vendedor's id
 */
public record User(String user, Rol rol, String password) {

    @Override
    public String toString() {
        return "User[user=" + user + ", rol=" + rol + "]";
    }
}
