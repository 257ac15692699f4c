package cargue.faults.history;

import java.util.Map;

/**
 * A record of the topic, as any reader gets it.
 *
 * @param poison it was put there by the run as something that nobody can read, and counts for nothing
 */
public record TopicRecord(
        int partition, long offset, String key, String value, Map<String, String> headers, boolean poison) {}
