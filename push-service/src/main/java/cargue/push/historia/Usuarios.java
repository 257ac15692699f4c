package cargue.push.historia;

import jakarta.servlet.http.HttpServletRequest;

/** Who asks, for the limits a user: as long as nobody shows who he is, the address. */
final class Usuarios {

    private Usuarios() {}

    static String of(HttpServletRequest request) {
        return request.getRemoteAddr();
    }
}
