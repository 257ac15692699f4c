package cargue.faults.checker;

import cargue.contract.Posicion;
import cargue.faults.history.LogEntry;
import cargue.faults.history.Post;
import cargue.faults.history.Post.Outcome;
import cargue.faults.history.Restore;
import cargue.faults.history.TopicRecord;
import java.util.List;
import java.util.UUID;
import java.util.function.Predicate;

/** Faults above the copy that no restore excuses, put into a restored history. Each breaks one promise. */
final class RestoreSpoils {

    private RestoreSpoils() {}

    /** In the place of what was restored away stands something that was asked for when the database was back. */
    static void inventInAPlaceAbove(MadeHistory h) {
        TopicRecord record = away(h);
        Post post = cause(h, record.value());
        h.replace(post, Spoils.outcome(Spoils.timed(post, restore(h).at() + 1, Long.MAX_VALUE), Outcome.UNKNOWN));
    }

    /** A third form of one event. */
    static void giveThePlaceTwice(MadeHistory h) {
        TopicRecord r = away(h);
        String other = r.value().replace("\"origen\":\"app\"", "\"origen\":\"otra\"");
        h.topic.records.add(new TopicRecord(r.partition(), r.offset(), r.key(), other, r.headers(), false));
    }

    /** In a place that was given again stands what was refused. */
    static void actThoughRefused(MadeHistory h) {
        Post post = cause(h, given(h).get(0).value());
        h.replace(post, Spoils.outcome(Spoils.timed(post, post.invoked(), post.invoked() + 1), Outcome.REFUSED));
    }

    /** Of two places that were given again the greater one was answered before the other was asked for. */
    static void turnTimeBack(MadeHistory h) {
        List<LogEntry> given = given(h);
        Post later = cause(h, given.get(1).value());
        Post first = cause(h, given.get(0).value());
        LogEntry second = given.get(1);
        Post answered =
                MadeRun.ok(later, first.invoked() - 1, new Posicion(UUID.fromString(second.epoca()), second.seq()));
        h.replace(later, Spoils.timed(answered, first.invoked() - 2, first.invoked() - 1));
    }

    /** What made the event in a place that was given again makes another in the new epoca. Whether it was a quantity. */
    static boolean actTwice(MadeHistory h) {
        for (LogEntry entry : given(h)) {
            Post post = cause(h, entry.value());
            if (post.campo().equals("dctos")) {
                h.replace(post, Spoils.outcome(post, Outcome.UNKNOWN));
                h.check(post.fila(), "dctos", h.run.dctos(100));
                h.posts.remove(h.check(post.fila(), "dctos", post.valor()));
                return true;
            }
        }
        return false;
    }

    private static Restore restore(MadeHistory h) {
        return h.restores.get(1);
    }

    /** A record of UNSEEN's that was restored away, and whose place was not given again. */
    private static TopicRecord away(MadeHistory h) {
        return h.unrepeated(MadeRun.UNSEEN).stream()
                .filter(r -> r.value().contains("\"epoca\":\"" + restore(h).epoca() + "\""))
                .filter(r -> seq(r.value()) > restore(h).seq() + 2)
                .findFirst()
                .orElseThrow();
    }

    /** The log's entries above the copy. */
    private static List<LogEntry> given(MadeHistory h) {
        return h.log.stream()
                .filter(e -> e.epoca().equals(restore(h).epoca())
                        && e.seq() > restore(h).seq())
                .toList();
    }

    private static long seq(String value) {
        int from = value.indexOf("\"seq\":") + 6;
        return Long.parseLong(value.substring(from, value.indexOf(',', from)));
    }

    private static Post cause(MadeHistory h, String value) {
        boolean check = value.contains("\"marcado_en\":"); // else it tells its row's older dctos too
        Predicate<Post> made = p -> p.marcadoEn() == null
                ? !check && p.campo().equals("dctos") && value.contains("\"dctos\":" + p.valor() + ",")
                : value.contains("\"marcado_en\":\"" + p.marcadoEn() + "\"");
        return h.posts.stream()
                .filter(p -> p.fila().vendedorId().equals(MadeRun.UNSEEN) && made.test(p))
                .findFirst()
                .orElseThrow();
    }
}
