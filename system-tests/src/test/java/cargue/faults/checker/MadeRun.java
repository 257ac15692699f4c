package cargue.faults.checker;

import cargue.contract.Causa;
import cargue.contract.CheckEvento;
import cargue.contract.Evento;
import cargue.contract.EventoJson;
import cargue.contract.Posicion;
import cargue.faults.history.Fila;
import cargue.faults.history.Post;
import cargue.faults.history.Post.Outcome;
import cargue.faults.history.Post.Told;
import cargue.faults.history.Restore;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** Clients and PostgreSQL of a made-up run, which keeps every promise: each change takes effect at one instant. */
final class MadeRun {

    static final List<String> FOLLOWED = List.of("ID1", "ID2", "ID3");

    /** No viewer follows it, so it can be spoiled for one side alone. */
    static final String UNSEEN = "ID4";

    /** It has no rows, ever: of a new database, which has its vendedores but nothing of theirs. */
    static final String SILENT = "ID5";

    private static final long MS = 1_000_000;
    private static final DateTimeFormatter TAP =
            DateTimeFormatter.ofPattern(EventoJson.INSTANT, Locale.ROOT).withZone(ZoneOffset.UTC);

    final Map<String, MadeStream> streams = new LinkedHashMap<>();
    final List<Post> posts = new ArrayList<>();
    final List<Restore> restores = new ArrayList<>();
    final Random random;
    private final Set<Integer> dctos = new HashSet<>();
    private long now = 100 * MS;
    private int keys;

    MadeRun(Random random, MadeTopic topic, MadeViewers viewers) {
        this.random = random;
        List<String> ids = new ArrayList<>(FOLLOWED);
        ids.add(UNSEEN);
        ids.add(SILENT);
        for (String id : ids) {
            streams.put(id, new MadeStream(id, id.equals(SILENT) ? new Random(0) : random, e -> {
                topic.publish(e);
                viewers.published(e, now);
            }));
        }
    }

    MadeStream stream(String id) {
        MadeStream stream = streams.get(id);
        if (stream == null) {
            throw new IllegalArgumentException(id);
        }
        return stream;
    }

    /** All who have rows. */
    List<MadeStream> busy() {
        return streams.values().stream()
                .filter(stream -> !stream.vendedorId.equals(SILENT))
                .toList();
    }

    /** Lets time pass, and tells the nanoseconds. */
    long tick() {
        now += MS + random.nextInt(20 * (int) MS);
        return now;
    }

    Instant instant() {
        return MadeStream.BEGAN.plusNanos(now);
    }

    /** A tap's time: one of its own. */
    Instant tap() {
        return MadeStream.BEGAN.plusMillis(keys);
    }

    static String text(Instant tap) {
        return TAP.format(tap);
    }

    /** A quantity below a limit that nobody asked for before. */
    int dctos(int limit) {
        int value;
        do {
            value = random.nextInt(limit);
        } while (!dctos.add(value));
        return value;
    }

    /** One call fills a sheet; another comes too late. */
    void fill(String id, String dia, int productos) {
        long at = tick();
        String key = key();
        MadeStream stream = stream(id);
        for (int i = 0; i < productos; i++) {
            Fila fila = new Fila(id, "2026-01-0" + random.nextInt(5, 7), dia, "AREPA Nº" + i);
            int cantidad = random.nextInt(1000, 200_000);
            stream.commit(
                    fila, new MadeRow(cantidad, 0, false, false, stream.posicion()), Causa.SUGERIDO, null, instant());
            posts.add(new Post(key, fila, "cantidad", cantidad, null, at - MS, at + MS, Outcome.OK, null, 0));
            posts.add(new Post(key + "b", fila, "cantidad", cantidad, null, at, at + 2 * MS, Outcome.REFUSED, null, 0));
        }
    }

    /** Somebody asks for something. */
    void step() {
        List<MadeStream> all = busy();
        MadeStream stream = all.get(random.nextInt(all.size()));
        List<Fila> filas = List.copyOf(stream.rows.keySet());
        Fila fila = filas.get(random.nextInt(filas.size()));
        String campo = List.of("v", "d", "d", "v", "dctos").get(random.nextInt(5));
        long at = tick();
        boolean quantity = campo.equals("dctos");
        int valor = quantity ? dctos(300_000) : random.nextInt(2);
        Instant tap = quantity ? null : tap();
        Post post = new Post(
                key(),
                fila,
                campo,
                valor,
                tap == null ? null : text(tap),
                at - random.nextInt(50 * (int) MS),
                Long.MAX_VALUE,
                Outcome.UNKNOWN,
                null,
                0);
        if (random.nextInt(20) == 0) {
            posts.add(post); // it never arrived, and nobody knows
            return;
        }
        Post answered = decide(stream, post, tap);
        posts.add(random.nextInt(10) == 0 && answered.outcome() == Outcome.OK ? post : answered);
    }

    /** Does what is asked for, as the contract has it, and tells the answer. */
    private Post decide(MadeStream stream, Post post, @Nullable Instant tap) {
        MadeRow row = stream.rows.get(post.fila());
        long completed = now + random.nextInt(50 * (int) MS);
        boolean quantity = post.campo().equals("dctos");
        boolean on = post.valor() == 1;
        if (row != null && !quantity && row.check(post.campo()) == on) {
            return told(ok(post, completed, row.posicion()), row);
        }
        boolean refused = row == null
                || (!quantity && on && (!row.isLoaded() || (post.campo().equals("v") && !row.d())));
        if (row == null || refused) {
            return new Post(
                    post.key(),
                    post.fila(),
                    post.campo(),
                    post.valor(),
                    post.marcadoEn(),
                    post.invoked(),
                    completed,
                    Outcome.REFUSED,
                    null,
                    0,
                    row == null ? null : refusal(post, row));
        }
        Causa causa = quantity ? Causa.CORRECCION : post.campo().equals("v") ? Causa.CHECK_V : Causa.CHECK_D;
        MadeRow changed = row.with(post.campo(), post.valor());
        return told(ok(post, completed, stream.commit(post.fila(), changed, causa, tap, instant())), changed);
    }

    private static Told refusal(Post post, MadeRow row) {
        boolean first = post.campo().equals("v") && !row.d();
        return new Told(400, first ? "CHECK_D_REQUERIDO" : "SIN_CANTIDAD", false, false, 0);
    }

    /** The same with an answer that tells of a row. */
    static Post told(Post post, MadeRow row) {
        return told(post, new Told(200, null, row.v(), row.d(), row.cantidad() - row.dctos()));
    }

    static Post told(Post post, @Nullable Told told) {
        return new Post(
                post.key(),
                post.fila(),
                post.campo(),
                post.valor(),
                post.marcadoEn(),
                post.invoked(),
                post.completed(),
                post.outcome(),
                post.epoca(),
                post.seq(),
                told);
    }

    static Post ok(Post post, long completed, Posicion answer) {
        return new Post(
                post.key(),
                post.fila(),
                post.campo(),
                post.valor(),
                post.marcadoEn(),
                post.invoked(),
                completed,
                Outcome.OK,
                answer.epoca().toString(),
                answer.seq());
    }

    /**
     * Puts PostgreSQL back to a copy; goes on for a while in the old epoca, as must not be but may, then begins a new
     * one, in which what has no answer yet is sent again.
     */
    void restore(String id, long back, int goneOn) {
        MadeStream stream = stream(id);
        Posicion head = stream.posicion();
        Posicion copy = new Posicion(head.epoca(), head.seq() - back);
        now += 100 * MS; // all that was answered was answered before
        stream.restore(copy.seq());
        restores.add(new Restore(id, copy.epoca().toString(), copy.seq(), now));
        while (stream.posicion().seq() < copy.seq() + goneOn) {
            step();
        }
        now += 100 * MS;
        stream.nuevaEpoca(instant());
        posts.replaceAll(again(stream));
    }

    private UnaryOperator<Post> again(MadeStream stream) {
        Set<String> away = new HashSet<>();
        posts.stream()
                .filter(post -> post.outcome() == Outcome.UNKNOWN)
                .filter(post -> post.fila().vendedorId().equals(stream.vendedorId))
                .filter(post -> stream.log.stream().noneMatch(e -> made(e, post)))
                .forEach(post -> away.add(post.key()));
        return post -> {
            if (!away.contains(post.key()) || random.nextInt(4) == 0) {
                return post;
            }
            tick();
            Instant tap = post.marcadoEn() == null ? null : Instant.parse(post.marcadoEn());
            Post answered = decide(stream, post, tap);
            return answered.outcome() == Outcome.OK && random.nextBoolean() ? post : answered;
        };
    }

    private static boolean made(Evento e, Post post) {
        if (!(e instanceof CheckEvento check)) {
            return false;
        }
        return post.marcadoEn() == null
                ? MadeStream.fila(check).equals(post.fila()) && check.dctos() == post.valor()
                : check.marcadoEn() != null && Instant.parse(post.marcadoEn()).equals(check.marcadoEn());
    }

    String key() {
        return "k" + ++keys;
    }
}
