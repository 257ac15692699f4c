package cargue.faults.client;

import cargue.faults.history.Post;
import cargue.local.process.StackException;
import java.util.Collection;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;

/** What was asked for and what was told. Any thread. */
public final class Ledger {

    private static final int MOST_STRANGE = 20;

    private final Queue<Post> posts = new ConcurrentLinkedQueue<>();
    private final Queue<String> strange = new ConcurrentLinkedQueue<>();
    private final LongAdder acknowledged = new LongAdder();
    private final AtomicReference<@Nullable Throwable> failure = new AtomicReference<>();

    void add(Post post) {
        posts.add(post);
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

    /** A writer or viewer has ended by a mistake of the run itself. */
    void failed(Throwable e) {
        failure.compareAndSet(null, e);
    }

    /**
     * Tells of a failure.
     *
     * @throws StackException when a writer or viewer has ended that should not have
     */
    public void check() {
        Throwable e = failure.get();
        if (e != null) {
            throw new StackException("a client of the run failed: " + e, e);
        }
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
