package cargue.client;

/** How a connection ended, or why there was none. */
sealed interface Fin {

    /** For a log; never holds a token. */
    String motivo();

    /** A request or handshake was answered with a status that is no success. */
    record Refused(Transport.Answer answer) implements Fin {

        @Override
        public String motivo() {
            return "the server answered " + answer.status();
        }
    }

    /** No server was reached. */
    record Unreachable(String motivo) implements Fin {}

    /** The server has closed. */
    record Closed(int code, String reason) implements Fin {

        @Override
        public String motivo() {
            return "the server closed with " + code + (reason.isEmpty() ? "" : " (" + reason + ")");
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
