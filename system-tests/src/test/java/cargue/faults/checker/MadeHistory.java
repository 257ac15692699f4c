package cargue.faults.checker;

import cargue.contract.Causa;
import cargue.contract.Evento;
import cargue.contract.EventoJson;
import cargue.contract.Posicion;
import cargue.faults.history.Fila;
import cargue.faults.history.History;
import cargue.faults.history.LogEntry;
import cargue.faults.history.Post;
import cargue.faults.history.Post.Outcome;
import cargue.faults.history.Quiet;
import cargue.faults.history.Restore;
import cargue.faults.history.TableRow;
import cargue.faults.history.TopicRecord;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/** A history that keeps every promise, made up from a seed, and open to be spoiled. */
final class MadeHistory {

    private static final int PRODUCTOS = 6;

    final MadeTopic topic;
    final MadeViewers viewers;
    final MadeRun run;
    final List<Post> posts;
    final List<Restore> restores;
    final List<LogEntry> log = new ArrayList<>();
    final List<TableRow> table = new ArrayList<>();
    final List<Quiet> quiets;

    private MadeHistory(long seed, int steps, int viewersEach, boolean restored) {
        Random random = new Random(seed);
        topic = new MadeTopic(random);
        viewers = new MadeViewers(viewersEach, random);
        run = new MadeRun(random, topic, viewers);
        posts = run.posts;
        restores = run.restores;
        run.busy().forEach(stream -> run.fill(stream.vendedorId, "LUNES", PRODUCTOS));
        for (int i = 0; i < steps; i++) {
            if (restored && i == steps / 2) {
                run.restore("ID1", 15, 3);
                run.restore(MadeRun.UNSEEN, 15, 2);
                run.restore(MadeRun.SILENT, 0, 0);
            }
            run.step();
        }
        quiets = new ArrayList<>(viewers.settle(run.tick()));
        for (MadeStream stream : run.streams.values()) {
            stream.log.forEach(e -> log.add(entry(e)));
            stream.rows.forEach((fila, row) -> table.add(row.tableRow(fila)));
        }
    }

    static MadeHistory of(long seed) {
        return new MadeHistory(seed, 600, 2, false);
    }

    /** With databases that were put back to copies, and new epocas. */
    static MadeHistory restored(long seed) {
        return new MadeHistory(seed, 600, 2, true);
    }

    static MadeHistory large(int steps) {
        return new MadeHistory(1, steps, 2, true);
    }

    History history() {
        return new History(posts, restores, log, table, topic.records, viewers.viewings(), quiets);
    }

    /** A change that is in PostgreSQL and in Kafka, with whatever total and time. */
    Posicion commit(Fila fila, MadeRow row, int total, Causa causa, @Nullable Instant tap, Instant ocurridoEn) {
        MadeStream stream = run.stream(fila.vendedorId());
        Posicion posicion = stream.commit(fila, row, total, causa, tap, ocurridoEn);
        log.add(entry(stream.log.get(stream.log.size() - 1)));
        table.removeIf(old -> old.fila().equals(fila));
        table.add(stream.row(fila).tableRow(fila));
        return posicion;
    }

    /** A check that is set, with the request for it. */
    Post check(Fila fila, String campo, int valor) {
        Post asked = ask(fila, campo, valor);
        MadeStream stream = run.stream(fila.vendedorId());
        MadeRow row = stream.row(fila).with(campo, valor);
        Causa causa = campo.equals("v") ? Causa.CHECK_V : campo.equals("d") ? Causa.CHECK_D : Causa.CORRECCION;
        Instant tap = asked.marcadoEn() == null ? null : Instant.parse(asked.marcadoEn());
        Posicion at = commit(fila, row, row.cantidad() - row.dctos(), causa, tap, stream.later(run.instant()));
        Post ok = MadeRun.told(MadeRun.ok(asked, asked.invoked() + 1000, at), row);
        return add(ok);
    }

    /** A request of which nothing is known yet; it is not among the posts. */
    Post ask(Fila fila, String campo, int valor) {
        long at = run.tick();
        String tap = campo.equals("dctos") ? null : MadeRun.text(run.tap());
        return new Post(run.key(), fila, campo, valor, tap, at, Long.MAX_VALUE, Outcome.UNKNOWN, null, 0);
    }

    /** The same as answered at once; it is among the posts. */
    Post answered(Post asked, Posicion answer) {
        return add(MadeRun.ok(asked, asked.invoked() + 1000, answer));
    }

    Post add(Post post) {
        posts.add(post);
        return post;
    }

    /** Puts a request in the place of another. */
    void replace(Post post, Post other) {
        posts.set(posts.indexOf(post), other);
    }

    /** A row that no viewer follows, with a total above 0 and without checks. */
    Fila fila(int i) {
        Fila fila = List.copyOf(run.stream(MadeRun.UNSEEN).rows.keySet()).get(i);
        MadeRow row = run.stream(MadeRun.UNSEEN).row(fila);
        if (!row.isLoaded()) {
            check(fila, "dctos", run.dctos(row.cantidad()));
        }
        if (run.stream(MadeRun.UNSEEN).row(fila).d()) {
            check(fila, "d", 0);
        }
        return fila;
    }

    /** The records of a vendedor that are none's repeat and have none. */
    List<TopicRecord> unrepeated(String vendedorId) {
        return topic.records.stream()
                .filter(r -> !r.poison() && r.key().equals(vendedorId))
                .filter(r -> topic.records.stream()
                                .filter(other -> other.value().equals(r.value()))
                                .count()
                        == 1)
                .toList();
    }

    void replace(TopicRecord record, TopicRecord other) {
        topic.records.set(topic.records.indexOf(record), other);
    }

    private static LogEntry entry(Evento e) {
        String value = new String(EventoJson.write(e), StandardCharsets.UTF_8);
        return new LogEntry(e.vendedorId(), e.epoca().toString(), e.seq(), value);
    }
}
