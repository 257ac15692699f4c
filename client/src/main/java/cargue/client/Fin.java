package cargue.client;

import java.time.Duration;

/** How a connection ended, or why there was none; and what follows from it by the contract's rules. */
sealed interface Fin {

    /** For a log; never holds a token. */
    String motivo();

    /** The code or status that a refusal is known by. */
    default String codigo() {
        return "";
    }

    /** Whether asking again for the same would be refused again, whatever the token. */
    default boolean isRefusal() {
        return false;
    }

    /** Whether the token was not taken: a new one may be. */
    default boolean isTokenRefused() {
        return false;
    }

    /** How long the server asks to be left alone. */
    default Duration advised() {
        return Duration.ZERO;
    }

    /** A request or handshake was answered with a status. */
    record Refused(Transport.Answer answer) implements Fin {

        private static final int BAD_REQUEST = 400;
        private static final int UNAUTHORIZED = 401;
        private static final int FORBIDDEN = 403;
        private static final int NOT_FOUND = 404;
        private static final int TOO_MANY = 429;
        private static final int UNAVAILABLE = 503;

        @Override
        public String motivo() {
            return "the server answered " + answer.status();
        }

        @Override
        public String codigo() {
            return String.valueOf(answer.status());
        }

        @Override
        public boolean isRefusal() {
            return answer.status() == BAD_REQUEST || answer.status() == FORBIDDEN || answer.status() == NOT_FOUND;
        }

        @Override
        public boolean isTokenRefused() {
            return answer.status() == UNAUTHORIZED;
        }

        @Override
        public Duration advised() {
            Duration wait = answer.retryAfter();
            boolean asks = answer.status() == TOO_MANY || answer.status() == UNAVAILABLE;
            return asks && wait != null ? wait : Duration.ZERO;
        }
    }

    /** No server was reached. */
    record Unreachable(String motivo) implements Fin {}

    /** The server has closed. */
    record Closed(int code, String reason) implements Fin {

        private static final int FIRST_REFUSAL = 4400;
        private static final int UNAUTHENTICATED = 4401;
        private static final int LAST_REFUSAL = 4403;

        @Override
        public String motivo() {
            return "the server closed with " + code + (reason.isEmpty() ? "" : " (" + reason + ")");
        }

        @Override
        public String codigo() {
            return String.valueOf(code);
        }

        @Override
        public boolean isRefusal() {
            return code >= FIRST_REFUSAL && code <= LAST_REFUSAL && code != UNAUTHENTICATED;
        }

        @Override
        public boolean isTokenRefused() {
            return code == UNAUTHENTICATED;
        }
    }

    /** The connection broke, or what came over it made no sense. */
    record Broken(String motivo) implements Fin {}

    /** The program has closed the client. */
    record Stopped() implements Fin {

        @Override
        public String motivo() {
            return "the client was closed";
        }
    }
}
