package cargue.bench.viewer;

import cargue.bench.viewer.PlainViewer.Dialect;
import cargue.bench.viewer.PlainViewer.Heard;
import cargue.local.process.StackException;
import java.nio.ByteBuffer;
import java.util.List;

/** What the peers speak. */
public final class Dialects {

    private static final Heard NOTHING = new Heard.Nothing();
    private static final Heard LIVE = new Heard.Live();
    private static final Heard PONG = new Heard.Asks("{}");
    private static final int SUBSCRIBED = 2;

    private Dialects() {}

    /** Messages of cargue.v1's checks, as they are: the floor's and the naive broadcast's. */
    public static final class Bare implements Dialect {

        @Override
        public Heard read(Strings strings, ByteBuffer json) {
            return check(Message.scanner(strings, json));
        }
    }

    /** The plan's check_update, to which the bench's number was added. */
    public static final class Plan implements Dialect {

        @Override
        public Heard read(Strings strings, ByteBuffer json) {
            JsonScanner message = Message.scanner(strings, json);
            long number = 0;
            message.object();
            for (String key = message.key(); key != null; key = message.key()) {
                if (key.equals("n")) {
                    number = message.number();
                } else {
                    message.skip();
                }
            }
            return numbered(number);
        }
    }

    /** Centrifugo's JSON protocol: connect, subscribe, publications within pushes, and pings that are empty objects. */
    public static final class Centrifugo implements Dialect {

        @Override
        public String path(String vendedor) {
            return "/connection/websocket";
        }

        @Override
        public List<String> greeting(String vendedor) {
            return List.of(
                    "{\"id\":1,\"connect\":{}}",
                    "{\"id\":" + SUBSCRIBED + ",\"subscribe\":{\"channel\":\"cargue:" + vendedor + "\"}}");
        }

        @Override
        public boolean liveWhenOpen() {
            return false;
        }

        @Override
        public Heard read(Strings strings, ByteBuffer json) {
            JsonScanner message = Message.scanner(strings, json);
            Heard heard = PONG; // nothing in it
            message.object();
            for (String key = message.key(); key != null; key = message.key()) {
                switch (key) {
                    case "id" -> heard = message.number() == SUBSCRIBED ? LIVE : NOTHING;
                    case "push" -> heard = push(message);
                    case "error" -> throw new StackException("Centrifugo refuses: " + key);
                    default -> message.skip();
                }
            }
            return heard;
        }

        private static Heard push(JsonScanner message) {
            Heard heard = NOTHING;
            message.object();
            for (String key = message.key(); key != null; key = message.key()) {
                if (key.equals("pub")) {
                    message.object();
                    for (String inner = message.key(); inner != null; inner = message.key()) {
                        if (inner.equals("data")) {
                            heard = check(message);
                        } else {
                            message.skip();
                        }
                    }
                } else {
                    message.skip();
                }
            }
            return heard;
        }
    }

    private static Heard check(JsonScanner message) {
        long a = 0;
        message.object();
        for (String key = message.key(); key != null; key = message.key()) {
            if (key.equals("a")) {
                a = message.number();
            } else {
                message.skip();
            }
        }
        return numbered(a);
    }

    private static Heard numbered(long number) {
        if (number <= 0) {
            throw new StackException("a check without its number");
        }
        return new Heard.Check(number);
    }
}
