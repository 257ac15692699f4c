package cargue.push.stream;

/** Where the stream stands. Only {@link #LIVE} takes viewers. */
public enum Phase {
    /** The process starts. */
    STARTING,
    /** Kafka does not answer; asked again until it does. */
    WAITING_FOR_KAFKA,
    /** Kafka answers and has no such topic yet; ingest makes it. */
    WAITING_FOR_TOPIC,
    /** The log is read from its start up to where it ended when the reading began. */
    LOADING,
    /** Everything that Kafka held at the start of the reading is applied, and what comes is applied as it comes. */
    LIVE,
    /** Something is wrong that waiting may not mend (see the log); tried anew after a pause. */
    FAILED,
    /** The process stops. */
    STOPPED
}
