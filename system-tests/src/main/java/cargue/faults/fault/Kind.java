package cargue.faults.fault;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** The kinds of faults, by how often each is chosen when all are, and what it is for people. */
public enum Kind {
    INGEST_KILL(6, "SIGKILL of an ingest-service, started again"),
    INGEST_RESTART(3, "orderly restart of an ingest-service"),
    INGEST_PAUSE(4, "SIGSTOP of an ingest-service for longer than every timeout, then SIGCONT"),
    KILL_BEFORE_SEND(5, "SIGKILL of an ingest-service after commits that it has not sent"),
    KILL_BEFORE_CURSOR(5, "SIGKILL of an ingest-service after Kafka's ack and before its cursor moves"),
    RELAY_FREEZE(4, "SIGSTOP of an ingest-service whose relay holds cursors and has events on their way, then SIGCONT"),
    PUSH_KILL(6, "SIGKILL of a push-service, started again"),
    PUSH_RESTART(3, "orderly restart of a push-service"),
    PUSH_PAUSE(4, "SIGSTOP of a push-service for longer than every timeout, then SIGCONT"),
    KAFKA_KILL(5, "SIGKILL of the broker, started again"),
    KAFKA_OUTAGE(2, "the broker down for longer than the request timeout"),
    KAFKA_PAUSE(3, "SIGSTOP of the broker for longer than the request timeout, then SIGCONT"),
    POSTGRES_BACKENDS(9, "connections terminated by PostgreSQL"),
    POSTGRES_BACKEND_KILL(4, "SIGKILL of one backend, upon which PostgreSQL recovers from a crash"),
    POSTGRES_CRASH(5, "SIGQUIT of PostgreSQL, started again"),
    POSTGRES_RESTART(2, "fast restart of PostgreSQL"),
    LINK_SLOW(10, "a link slow in both directions"),
    LINK_SILENT(8, "a link silent in both directions, then all that waited"),
    LINK_CUT(10, "a link's connections reset, and new ones too"),
    LINK_HALF_OPEN(8, "a link's connections lost on one side only"),
    HOT_VENDEDOR(4, "everyone writes to one vendedor through both instances, without pause"),
    CLOCK(3, "a service's clock five minutes ahead or behind"),
    POISON(5, "a record that nobody can read"),
    KAFKA_DISK(3, "Kafka's disk full"),
    POSTGRES_DISK(3, "PostgreSQL's disk full"),
    /** Three brokers. */
    KAFKA_LEADER(0, "SIGKILL of the broker that leads the hot vendedor's partition, of three"),
    /** A run of its own. */
    RESTORE(0, "PostgreSQL put back to a copy made before");

    private final int weight;
    private final String text;

    Kind(int weight, String text) {
        this.weight = weight;
        this.text = text;
    }

    /** How often it is chosen beside the others when all are; 0 when only by its name. */
    int weight() {
        return weight;
    }

    /** What it is. */
    public String text() {
        return text;
    }

    /** Its name on the command line, such as {@code ingest-kill}. */
    public String word() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** The kind of a name on the command line. */
    public static Optional<Kind> of(String word) {
        return Arrays.stream(values()).filter(kind -> kind.word().equals(word)).findFirst();
    }
}
