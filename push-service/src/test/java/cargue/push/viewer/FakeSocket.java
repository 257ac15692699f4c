package cargue.push.viewer;

import cargue.push.wire.Texto;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A peer that takes messages at once, or one by one when told to. */
public final class FakeSocket implements ViewerSocket {

    private final List<Texto> sent = Collections.synchronizedList(new ArrayList<>());
    private boolean stalled;
    private @Nullable Completion open;
    private volatile @Nullable Cierre closed;
    private boolean disconnected;
    private int pings;

    @Override
    public void send(Texto texto, Completion completion) {
        if (open != null) {
            throw new IllegalStateException("two at a time");
        }
        sent.add(texto);
        if (stalled) {
            open = completion;
        } else {
            completion.accepted();
        }
    }

    @Override
    public boolean hearsPings() {
        return true;
    }

    @Override
    public void ping() {
        pings++;
    }

    @Override
    public void close(Cierre cierre) {
        closed = cierre;
    }

    @Override
    public void disconnect() {
        disconnected = true;
    }

    /** From the next message on, the network takes nothing. */
    public void stall() {
        stalled = true;
    }

    /** Lets through what is stuck; what follows is stuck again. */
    public void acceptOne() {
        Completion completion = open;
        if (completion == null) {
            throw new IllegalStateException("nothing is being sent");
        }
        open = null;
        completion.accepted();
    }

    /** The network breaks under what is stuck. */
    void breakDown() {
        Completion completion = open;
        if (completion == null) {
            throw new IllegalStateException("nothing is being sent");
        }
        completion.failed();
    }

    /** Reads on, as fast as it comes. */
    public void wake() {
        stalled = false;
        if (open != null) {
            acceptOne();
        }
    }

    /** The messages, in order. */
    public List<String> sent() {
        return textos().stream().map(Texto::toString).toList();
    }

    /** The messages after the first so many. */
    public List<Texto> textosFrom(int first) {
        synchronized (sent) {
            return List.copyOf(sent.subList(first, sent.size()));
        }
    }

    /** The same, as they were handed over. */
    public List<Texto> textos() {
        return List.copyOf(sent);
    }

    /** The seq of each message sent, in order. */
    public List<Long> seqs() {
        return sent().stream()
                .map(text -> Long.parseLong(text.replaceAll(".*\"seq\":(\\d+).*", "$1")))
                .toList();
    }

    public @Nullable Cierre closed() {
        return closed;
    }

    /** Forgets what was sent. */
    public FakeSocket clear() {
        sent.clear();
        return this;
    }

    boolean disconnected() {
        return disconnected;
    }

    int pings() {
        return pings;
    }
}
