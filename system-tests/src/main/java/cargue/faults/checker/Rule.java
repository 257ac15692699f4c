package cargue.faults.checker;

/**
 * What holds of every run, whatever failed in it. "The log" is PostgreSQL's event log, "the topic" Kafka's, and of the
 * topic what counts are first occurrences of an identity (vendedor, epoca, seq). After a database was put back to a
 * copy, what was acknowledged after the copy and before the database was back is excused, and nothing else.
 */
public enum Rule {
    /** A change that was answered with 200 is in the log, under the position of the answer and as it was asked for. */
    LOST("an acknowledged change is in PostgreSQL"),
    /** Every event of the log is in the topic. */
    NOT_PUBLISHED("every event of PostgreSQL is in Kafka"),
    /** Every event of the topic is in the log, byte for byte, or was there before the database was put back. */
    INVENTED("every event in Kafka is one of PostgreSQL, byte for byte"),
    /** Every value of log and topic but poison is an event, and of the vendedor, epoca and seq it is stored under. */
    FORM("every value is an event of the contract's form"),
    /** Every event has a request that was not refused and that was answered, if at all, with this event's position. */
    NO_CAUSE("every event was asked for, and by a request that was not refused"),
    /** A request made one event at most, however often it was sent. */
    DOUBLED("a request makes one event at most"),
    /** Per vendedor and epoca the topic's first occurrences are seq 1, 2, 3, and so on. */
    SEQ("seq is 1, 2, 3, ... per vendedor and epoca"),
    /** A later epoca begins with its own event and all rows restated, and nothing new of an earlier one comes after. */
    EPOCA_ORDER("an epoca begins with its event and all rows, and ends the one before"),
    /** A vendedor is in one partition, and its id is the record's key. */
    PARTITION("a vendedor is the key of its records and in one partition"),
    /** A record's headers are those that the contract names, with the event's own values. */
    HEADERS("the headers are CloudEvents of the event's own values"),
    /** A repeat of an event has the key, the value and the headers of the first. */
    REPEAT("a repeat is byte-identical"),
    /** Of two changes of a vendedor the one that was answered before the other was asked for has the smaller position. */
    REAL_TIME("what was answered before is earlier in the order than what was asked for after"),
    /** v implies d, d implies total > 0, and total is the sum of its parts, at every event of log and topic. */
    INVARIANT("v implies d implies total > 0, at every event"),
    /** Each event's state is what its cause makes of the row before it, and differs from it. */
    STATE("each event is what its cause makes of the row before it"),
    /** {@code ocurrido_en} is strictly later than the vendedor's event before, across epocas too. */
    OCURRIDO_EN("ocurrido_en rises strictly per vendedor"),
    /** PostgreSQL's rows are the fold of its log: each row, with the position of its last event, and no row more. */
    TABLE("PostgreSQL's rows are the fold of its log"),
    /** An answer that made no event tells a state that was the row's at some instant between request and answer. */
    STALE_ANSWER("an answer without a change tells the row as it was during the request"),
    /** What a 200 tells of v, d and total is the row at the answer's position. */
    ANSWER("an answer tells the row's state at its position"),
    /**
     * A refusal is one of the contract's for what was asked, CHECK_D_REQUERIDO before SIN_CANTIDAD, and the row called
     * for it at some instant between request and answer.
     */
    REFUSAL("what is refused was to be refused at some instant of the request"),
    /**
     * A viewer's messages follow on one another by the contract's table: nothing is skipped and nothing goes back. No
     * stream is closed with a code that blames the viewer.
     */
    VIEWER_CHAIN("a viewer is never skipped over and never put back"),
    /** The rows of each message are exactly those of the topic for its range. */
    VIEWER_ROWS("each message has exactly the topic's rows of its range"),
    /** What a viewer shows in the end is PostgreSQL's table. */
    VIEWER_FINAL("in the end every viewer shows PostgreSQL's rows"),
    /** Each viewer had everything soon after the faults had ended. */
    CATCH_UP("a viewer has everything within 10 s after the faults");

    private final String text;

    Rule(String text) {
        this.text = text;
    }

    /** What it promises, in one line, for tables and reports. */
    public String text() {
        return text;
    }
}
