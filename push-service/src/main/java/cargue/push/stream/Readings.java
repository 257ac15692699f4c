package cargue.push.stream;

import java.util.function.BooleanSupplier;
import java.util.function.LongSupplier;

/** Where readings of the topic come from. */
interface Readings {

    /**
     * Opens a reading at the log's start. Blocks for some questions to Kafka, each bounded.
     *
     * @param giveUp looked at while waiting
     * @param nanos a clock that only goes forward
     * @throws NotReadable when Kafka does not answer, has no such topic, or one with another number of partitions
     */
    ChecksReader open(BooleanSupplier giveUp, LongSupplier nanos) throws NotReadable, InterruptedException;
}
