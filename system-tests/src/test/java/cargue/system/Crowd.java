package cargue.system;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;

/** Viewers that come, go, move between nodes, fall asleep and wake up, each as its own dice tell it. */
final class Crowd implements AutoCloseable {

    private static final int THREADS = 4;
    private static final int LONGEST_PAUSE_MS = 2_000;
    private static final int LONGEST_WATCH_MS = 15_000;
    private static final int LONGEST_NAP_MS = 25_000;

    private final List<Member> members = new ArrayList<>();
    private final List<String> nodes;
    private final Random seeds;
    private final ScheduledExecutorService threads = Executors.newScheduledThreadPool(THREADS);
    private final LongAdder connects = new LongAdder();
    private final LongAdder naps = new LongAdder();

    Crowd(List<String> nodes, long seed) {
        this.nodes = nodes;
        this.seeds = new Random(seed);
    }

    void add(Member member) {
        members.add(member);
        Life life = new Life(member, new Random(seeds.nextLong()));
        life.after(LONGEST_PAUSE_MS);
    }

    List<Member> members() {
        return members;
    }

    /** No more whims: all wake up and stay connected. */
    void settle() throws InterruptedException {
        threads.shutdownNow();
        if (!threads.awaitTermination(30, TimeUnit.SECONDS)) {
            throw new IllegalStateException("a viewer does not end what it does");
        }
        members.forEach(Member::wake);
        members.forEach(this::reconnect);
    }

    /** A connection that was refused or closed is made anew, on the first node. */
    void reconnect(Member member) {
        if (!member.isConnected()) {
            member.connect(nodes.get(0));
        }
    }

    @Override
    public String toString() {
        return members.size() + " viewers, " + connects + " connections, " + naps + " naps";
    }

    @Override
    public void close() {
        threads.shutdownNow();
        members.forEach(Member::drop);
    }

    /** One viewer's days. */
    private final class Life implements Runnable {

        private final Member member;
        private final Random random;
        private boolean asleep;

        Life(Member member, Random random) {
            this.member = member;
            this.random = random;
        }

        void after(int atMostMs) {
            var unused = threads.schedule(this, random.nextInt(atMostMs), TimeUnit.MILLISECONDS);
        }

        @Override
        public void run() {
            if (asleep) {
                asleep = false;
                wakeUp();
                after(LONGEST_WATCH_MS);
            } else if (!member.isConnected()) {
                connect();
                after(LONGEST_WATCH_MS);
            } else {
                act();
            }
        }

        private void wakeUp() {
            if (random.nextInt(4) == 0) {
                member.drop();
            } else {
                member.wake();
            }
        }

        private void act() {
            int roll = random.nextInt(100);
            if (roll < 25) {
                member.drop();
                after(LONGEST_PAUSE_MS);
            } else if (roll < 50) {
                connect();
                after(LONGEST_WATCH_MS);
            } else if (roll < 70) {
                member.stall();
                naps.increment();
                asleep = true;
                after(LONGEST_NAP_MS);
            } else {
                member.whim(random);
                after(LONGEST_WATCH_MS);
            }
        }

        private void connect() {
            member.connect(nodes.get(random.nextInt(nodes.size())));
            connects.increment();
        }
    }
}
