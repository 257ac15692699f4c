package cargue.faults.history;

import java.util.List;

/**
 * All that was seen of a run, gathered after writers and faults have come to rest. Times are nanoseconds since the run
 * began, by one clock.
 *
 * @param posts what clients asked for and were told, in no order
 * @param restores databases that were put back to a copy
 * @param log the event log of PostgreSQL, by vendedor, epoca and seq
 * @param table the rows of PostgreSQL
 * @param topic the topic {@code cargue-checks} from its first record, in order within each partition
 * @param viewers what each viewer saw
 * @param quiets how soon each viewer had everything after the faults had ended
 */
public record History(
        List<Post> posts,
        List<Restore> restores,
        List<LogEntry> log,
        List<TableRow> table,
        List<TopicRecord> topic,
        List<Viewing> viewers,
        List<Quiet> quiets) {}
