package cargue.faults.history;

/**
 * After the faults had ended and writers rested.
 *
 * @param ended when the last fault had ended and the last write was answered, whichever was later
 * @param caughtUp when the viewer had everything; {@link Long#MAX_VALUE} when it never did
 */
public record Quiet(String viewer, long ended, long caughtUp) {}
