package cargue.faults.checker;

import cargue.contract.Causa;
import cargue.contract.Posicion;
import cargue.faults.history.Fila;
import cargue.faults.history.LogEntry;
import cargue.faults.history.Post;
import cargue.faults.history.Post.Outcome;
import cargue.faults.history.Quiet;
import cargue.faults.history.Restore;
import cargue.faults.history.TableRow;
import cargue.faults.history.TopicRecord;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** Faults of PostgreSQL, ingest-service and Kafka, put into a history that had none. Each breaks one promise. */
final class Spoils {

    private Spoils() {}

    static void lose(MadeHistory h) {
        Fila fila = h.fila(0);
        Posicion head = h.run.stream(fila.vendedorId()).posicion();
        h.answered(h.ask(fila, "dctos", 7), new Posicion(head.epoca(), head.seq() + 1));
    }

    /** An answer whose row is there, but with another value. */
    static void loseTheValue(MadeHistory h) {
        Post post = h.check(h.fila(0), "dctos", h.run.dctos(100));
        h.replace(post, change(post, post.valor() + 1_000_000));
        Post cause = h.ask(post.fila(), "dctos", post.valor());
        h.add(timed(cause, post.invoked(), Long.MAX_VALUE));
    }

    /** Answered in the old epoca, above the copy, when the database was back. Of a restored history. */
    static void loseAfterRestore(MadeHistory h) {
        Restore restore = h.restores.get(1);
        Post asked = timed(h.ask(h.fila(0), "dctos", h.run.dctos(100)), restore.at() - 1, restore.at() + 1);
        h.add(MadeRun.ok(asked, restore.at() + 1, new Posicion(UUID.fromString(restore.epoca()), restore.seq() + 3)));
    }

    static void doNotPublish(MadeHistory h) {
        Post last = h.check(h.fila(0), "d", 1);
        h.topic.records.removeIf(r -> !r.poison() && r.value().contains(seqOf(last)));
    }

    static void invent(MadeHistory h) {
        h.log.replaceAll(e -> e.seq() != 9
                ? e
                : new LogEntry(
                        e.vendedorId(), e.epoca(), 9, e.value().replace("\"origen\":\"app\"", "\"origen\":\"otra\"")));
    }

    static void writeNonsense(MadeHistory h) {
        TopicRecord poison =
                h.topic.records.stream().filter(TopicRecord::poison).findFirst().orElseThrow();
        h.replace(poison, new TopicRecord(poison.partition(), poison.offset(), "ID1", "{", Map.of(), false));
    }

    static void actUnasked(MadeHistory h) {
        h.posts.remove(h.check(h.fila(0), "d", 1));
    }

    static void actThoughRefused(MadeHistory h) {
        Post post = h.check(h.fila(0), "d", 1);
        h.replace(post, outcome(post, Outcome.REFUSED));
    }

    /** The field has the value that was asked for, but another change brought the row there. */
    static void answerAnother(MadeHistory h) {
        Post post = h.check(h.fila(0), "d", 1);
        Post next = h.check(post.fila(), "dctos", h.run.dctos(100));
        h.replace(post, answer(post, next));
    }

    /** The key's first sending was stored, and the second too, after somebody else's change. */
    static void actTwice(MadeHistory h) {
        Fila fila = h.fila(0);
        Post first = h.check(fila, "dctos", h.run.dctos(100));
        h.replace(first, outcome(first, Outcome.UNKNOWN));
        h.check(fila, "dctos", h.run.dctos(100));
        h.posts.remove(h.check(fila, "dctos", first.valor()));
    }

    static void swapInTopic(MadeHistory h) {
        List<TopicRecord> records = h.unrepeated(MadeRun.UNSEEN);
        for (int i = 1; i < records.size(); i++) {
            TopicRecord a = records.get(i - 1);
            TopicRecord b = records.get(i);
            if (b.offset() == a.offset() + 1) {
                int at = h.topic.records.indexOf(a);
                h.replace(b, a);
                h.topic.records.set(at, b);
                return;
            }
        }
        throw new IllegalStateException("no two that follow on one another");
    }

    /** What was pending of the old epoca is sent after the new one began. Of a restored history. */
    static void sendOldEpocaLate(MadeHistory h) {
        String old = "\"epoca\":\"" + h.restores.get(1).epoca() + "\"";
        List<TopicRecord> records = h.topic.records.stream()
                .filter(r -> !r.poison() && r.value().contains(old))
                .toList();
        String last = records.stream()
                .map(r -> r.value()
                        .substring(r.value().indexOf("\"seq\":"), r.value().indexOf(",\"dia\"")))
                .max(Comparator.comparingInt(seq -> Integer.parseInt(seq.substring(6))))
                .orElseThrow();
        List<TopicRecord> late =
                records.stream().filter(r -> r.value().contains(last + ",")).toList();
        h.topic.records.removeAll(late);
        h.topic.records.addAll(late);
    }

    /** The epoca's event promises a row more than is restated. Of a restored history. */
    static void restateTooFew(MadeHistory h) {
        int rows = h.run.stream(MadeRun.UNSEEN).rows.size();
        String says = "\"hasta\":" + (rows + 1) + ",";
        h.topic.records.replaceAll(r -> r.key().equals(MadeRun.UNSEEN) ? value(r, says, "\"hasta\":99999,") : r);
        h.log.replaceAll(e -> !e.vendedorId().equals(MadeRun.UNSEEN)
                ? e
                : new LogEntry(e.vendedorId(), e.epoca(), e.seq(), e.value().replace(says, "\"hasta\":99999,")));
    }

    static void movePartition(MadeHistory h) {
        TopicRecord r = h.unrepeated(MadeRun.UNSEEN).get(3);
        h.replace(r, new TopicRecord(r.partition() + 1, r.offset(), r.key(), r.value(), r.headers(), false));
    }

    static void keyByAnother(MadeHistory h) {
        TopicRecord r = h.unrepeated(MadeRun.UNSEEN).get(3);
        h.replace(r, new TopicRecord(r.partition(), r.offset(), "ID5", r.value(), r.headers(), false));
    }

    static void header(MadeHistory h, String name, String value) {
        TopicRecord r = h.unrepeated(MadeRun.UNSEEN).get(3);
        Map<String, String> headers = new HashMap<>(r.headers());
        headers.put(name, value);
        h.replace(r, new TopicRecord(r.partition(), r.offset(), r.key(), r.value(), headers, false));
    }

    static void repeatOtherwise(MadeHistory h) {
        TopicRecord r = h.unrepeated(MadeRun.UNSEEN).get(3);
        h.topic.records.add(value(r, "\"origen\":\"app\"", "\"origen\":\"otra\""));
    }

    /** The greater position was answered before the smaller one was asked for. */
    static void turnTimeBack(MadeHistory h) {
        Post first = h.check(h.fila(0), "dctos", h.run.dctos(100));
        Post second = h.check(h.fila(1), "dctos", h.run.dctos(100));
        h.replace(second, timed(second, first.invoked() - 2, first.invoked() - 1));
    }

    static void breakTheSum(MadeHistory h) {
        Fila fila = h.fila(0);
        Post asked = h.ask(fila, "dctos", h.run.dctos(100));
        MadeStream stream = h.run.stream(fila.vendedorId());
        MadeRow row = stream.row(fila).with("dctos", asked.valor());
        h.answered(asked, h.commit(fila, row, 1, Causa.CORRECCION, null, stream.later(h.run.instant())));
    }

    /** A quantity's change ticks a check. */
    static void tickBesides(MadeHistory h) {
        Fila fila = h.fila(0);
        Post asked = h.ask(fila, "dctos", h.run.dctos(100));
        change(
                h,
                asked,
                h.run.stream(fila.vendedorId())
                        .row(fila)
                        .with("dctos", asked.valor())
                        .with("d", 1));
    }

    /** An event of a check that had the value already. */
    static void changeNothing(MadeHistory h) {
        Fila fila = h.fila(0);
        change(h, h.ask(fila, "d", 0), h.run.stream(fila.vendedorId()).row(fila));
    }

    static void stopTheClock(MadeHistory h) {
        Fila fila = h.fila(0);
        Post asked = h.ask(fila, "dctos", h.run.dctos(100));
        MadeStream stream = h.run.stream(fila.vendedorId());
        MadeRow row = stream.row(fila).with("dctos", asked.valor());
        Instant last = stream.log.get(stream.log.size() - 1).ocurridoEn();
        h.answered(asked, h.commit(fila, row, row.cantidad() - row.dctos(), Causa.CORRECCION, null, last));
    }

    static void leaveTheTableBehind(MadeHistory h) {
        TableRow row = h.table.get(h.table.size() - 1);
        h.table.set(
                h.table.size() - 1,
                new TableRow(
                        row.fila(), row.cantidad(), 1, row.dctos(), 0, 0, row.v(), row.d(), row.epoca(), row.seq()));
    }

    static void dropFromTheTable(MadeHistory h) {
        h.table.remove(h.table.size() - 1);
    }

    /** "It is ticked", though it was unticked before anybody asked. */
    static void answerStale(MadeHistory h) {
        Post tick = h.check(h.fila(0), "d", 1);
        h.check(tick.fila(), "d", 0);
        h.add(answer(h.ask(tick.fila(), "d", 1), tick));
    }

    /** "It is ticked", though nobody asked for that before the answer was there. */
    static void answerTooEarly(MadeHistory h) {
        Post tick = h.check(h.fila(0), "d", 1);
        Post early = h.ask(tick.fila(), "d", 1);
        h.add(timed(answer(early, tick), tick.invoked() - 2, tick.invoked() - 1));
    }

    static void neverCatchUp(MadeHistory h) {
        h.quiets.set(0, new Quiet(h.quiets.get(0).viewer(), 5, Long.MAX_VALUE));
    }

    static void catchUpLate(MadeHistory h) {
        h.quiets.set(0, new Quiet(h.quiets.get(0).viewer(), 5, 10_000_000_006L));
    }

    static void doNotLook(MadeHistory h) {
        h.quiets.remove(0);
    }

    private static void change(MadeHistory h, Post asked, MadeRow row) {
        MadeStream stream = h.run.stream(asked.fila().vendedorId());
        Instant tap = asked.marcadoEn() == null ? null : Instant.parse(asked.marcadoEn());
        Causa causa = asked.campo().equals("d") ? Causa.CHECK_D : Causa.CORRECCION;
        int total = row.cantidad() - row.dctos();
        h.answered(asked, h.commit(asked.fila(), row, total, causa, tap, stream.later(h.run.instant())));
    }

    private static String seqOf(Post post) {
        return "\"epoca\":\"" + post.epoca() + "\",\"seq\":" + post.seq() + ",";
    }

    private static TopicRecord value(TopicRecord r, String from, String to) {
        return new TopicRecord(
                r.partition(), r.offset(), r.key(), r.value().replace(from, to), r.headers(), r.poison());
    }

    private static Post change(Post p, int valor) {
        return new Post(
                p.key(),
                p.fila(),
                p.campo(),
                valor,
                p.marcadoEn(),
                p.invoked(),
                p.completed(),
                p.outcome(),
                p.epoca(),
                p.seq());
    }

    static Post outcome(Post p, Outcome outcome) {
        return new Post(
                p.key(), p.fila(), p.campo(), p.valor(), p.marcadoEn(), p.invoked(), p.completed(), outcome, null, 0);
    }

    private static Post answer(Post p, Post of) {
        long completed = Math.max(p.invoked() + 1000, p.outcome() == Outcome.OK ? p.completed() : 0);
        return new Post(
                p.key(),
                p.fila(),
                p.campo(),
                p.valor(),
                p.marcadoEn(),
                p.invoked(),
                completed,
                Outcome.OK,
                of.epoca(),
                of.seq());
    }

    static Post timed(Post p, long invoked, long completed) {
        return new Post(
                p.key(),
                p.fila(),
                p.campo(),
                p.valor(),
                p.marcadoEn(),
                invoked,
                completed,
                p.outcome(),
                p.epoca(),
                p.seq());
    }
}
