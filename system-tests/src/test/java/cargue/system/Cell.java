package cargue.system;

import org.jspecify.annotations.Nullable;

/** One cell of the table: who, with what token, sent how, asks for what. */
record Cell(Credential credential, Call call, Carrier carrier, Spot spot) {

    /**
     * Something that is sent as a token.
     *
     * @param name of the sender and of what is wrong with the token
     * @param believed whom the services are to take it for; null: for nobody
     * @param token null: nothing is sent
     */
    record Credential(
            String name,
            @Nullable Sender believed,
            @Nullable String token) {}

    int expected() {
        Sender sender = credential.believed();
        if (call.right() == Right.OPEN) {
            return call.success();
        }
        if (sender == null || !carrier.counts(call)) {
            return 401;
        }
        return call.right().isOf(sender, spot.vendedorId()) ? call.success() : 403;
    }

    boolean isAllowed() {
        return expected() == call.success();
    }

    /** Whether an event is to come of it. */
    boolean leavesEvent() {
        return call.changes() && isAllowed();
    }

    Ask ask(String ownOrigin) {
        Ask ask = call.maker().apply(spot);
        String token = credential.token();
        if (token == null) {
            return call.offer().isEmpty() ? ask : ask.subprotocols(call.offer());
        }
        return carrier.load(call, ask, token, ownOrigin);
    }

    @Override
    public String toString() {
        return credential.name() + ", " + call + ", token in " + carrier;
    }
}
