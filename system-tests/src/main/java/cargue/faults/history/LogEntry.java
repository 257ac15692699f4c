package cargue.faults.history;

/** An event as PostgreSQL has it: its place, and the value that Kafka is to get. */
public record LogEntry(String vendedorId, String epoca, long seq, String value) {}
