package cargue.system;

/** How a token is sent. */
enum Carrier {
    HEADER,
    COOKIE,
    /** The WebSocket's second subprotocol; of other calls a header that means nothing. */
    SUBPROTOCOL,
    QUERY_ACCESS_TOKEN,
    QUERY_TOKEN,
    QUERY_CARGUE_TOKEN,
    /** The cookie of somebody else's session stays unused. */
    HEADER_AND_BAD_COOKIE,
    /** Who shows a bad token is refused, whatever the cookie says. */
    COOKIE_AND_BAD_HEADER;

    private static final String BAD = "e30.e30.e30";

    /** Whether a good token counts that a call brings so. */
    boolean counts(Call call) {
        return switch (this) {
            case HEADER, HEADER_AND_BAD_COOKIE -> true;
            case COOKIE -> !call.startsSession();
            case SUBPROTOCOL -> call.isWebSocket();
            default -> false;
        };
    }

    /** The request with the token; with the page's origin where a cookie needs it. */
    Ask load(Call call, Ask ask, String token, String ownOrigin) {
        Ask offering = call.offer().isEmpty() || this == SUBPROTOCOL ? ask : ask.subprotocols(call.offer());
        return switch (this) {
            case HEADER -> offering.bearer(token);
            case COOKIE -> withOrigin(offering.cookie(token), ownOrigin);
            case SUBPROTOCOL ->
                offering.subprotocols(call.offer().isEmpty() ? "bearer." + token : call.offer() + ", bearer." + token);
            case QUERY_ACCESS_TOKEN -> query(offering, "access_token=" + token);
            case QUERY_TOKEN -> query(offering, "token=" + token);
            case QUERY_CARGUE_TOKEN -> query(offering, "cargue_token=" + token);
            case HEADER_AND_BAD_COOKIE -> offering.bearer(token).cookie(BAD);
            case COOKIE_AND_BAD_HEADER ->
                withOrigin(offering.cookie(token), ownOrigin).bearer(BAD);
        };
    }

    private static Ask withOrigin(Ask ask, String origin) {
        return ask.changes() ? ask.origin(origin) : ask;
    }

    private static Ask query(Ask ask, String parameter) {
        return ask.at(ask.target() + (ask.target().contains("?") ? "&" : "?") + parameter);
    }
}
