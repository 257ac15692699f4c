package cargue.faults.client;

import cargue.faults.history.Post;
import java.util.Collection;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.LongAdder;

/** What was asked for and what was told. Any thread. */
public final class Ledger {

    private static final int MOST_STRANGE = 20;

    private final Queue<Post> posts = new ConcurrentLinkedQueue<>();
    private final Queue<String> strange = new ConcurrentLinkedQueue<>();
    private final LongAdder acknowledged = new LongAdder();
    private final LongAdder asked = new LongAdder();

    void add(Post post) {
        posts.add(post);
        asked.increment();
        if (post.outcome() == Post.Outcome.OK) {
            acknowledged.increment();
        }
    }

    /** An answer that no fault explains. */
    void strange(String what) {
        if (strange.size() < MOST_STRANGE) {
            strange.add(what);
        }
    }

    /** How many were answered with 200. */
    public long acknowledged() {
        return acknowledged.sum();
    }

    /** How many were asked for. */
    public long asked() {
        return asked.sum();
    }

    /** All of them. */
    public List<Post> posts() {
        return List.copyOf(posts);
    }

    /** The first answers that no fault explains. */
    public Collection<String> strange() {
        return List.copyOf(strange);
    }
}
