package cargue.push.historia;

import cargue.contract.Evento;
import cargue.push.kafka.EventRecords;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import org.apache.kafka.clients.consumer.CloseOptions;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * One reading of the events of one vendedor, up to where his partition ended when it began. Holds one batch of Kafka's at
 * a time. One thread.
 */
final class Lectura implements AutoCloseable {

    private static final Duration POLL = Duration.ofMillis(250);

    private final Consumer<byte[], byte[]> consumer;
    private final TopicPartition partition;
    private final long end;
    private final @Nullable Instant hasta;
    private final EventRecords records;
    private final Plazo plazo;
    private final Paciencia paciencia;
    private final Unicos unicos = new Unicos();

    /** Makes the time in which Kafka, which has more, must give some of it. */
    @FunctionalInterface
    interface Paciencia {
        Plazo begin();
    }

    /**
     * @param consumer assigned to the partition and placed where the reading begins
     * @param end where the partition ended
     */
    Lectura(
            Consumer<byte[], byte[]> consumer,
            TopicPartition partition,
            long end,
            @Nullable Instant hasta,
            EventRecords records,
            Plazo plazo,
            Paciencia paciencia) {
        this.consumer = consumer;
        this.partition = partition;
        this.end = end;
        this.hasta = hasta;
        this.records = records;
        this.plazo = plazo;
        this.paciencia = paciencia;
    }

    /**
     * Gives every event to the receiver.
     *
     * @throws Rechazado when Kafka does not answer, or the time is over: what was given is not all
     * @throws IOException the receiver's
     */
    void read(Receptor receptor) throws Rechazado, IOException {
        Plazo silence = paciencia.begin();
        while (position() < end) {
            ConsumerRecords<byte[], byte[]> batch = poll();
            if (!batch.isEmpty()) {
                if (!give(batch, receptor)) {
                    return;
                }
                receptor.flush();
                silence = paciencia.begin();
            }
            if (plazo.isOver() || silence.isOver()) {
                throw Rechazado.noDisponible("El historial no se pudo leer a tiempo. Intenta de nuevo.", null);
            }
        }
    }

    private boolean give(ConsumerRecords<byte[], byte[]> batch, Receptor receptor) throws IOException {
        for (ConsumerRecord<byte[], byte[]> record : batch) {
            if (record.offset() >= end) {
                return false;
            }
            Evento evento = records.read(record);
            if (evento == null || !unicos.isNew(evento)) {
                continue;
            }
            // Strictly ascending within a vendedor: nothing that is wanted comes after.
            if (hasta != null && !evento.ocurridoEn().isBefore(hasta)) {
                return false;
            }
            if (!receptor.take(evento, record.value())) {
                return false;
            }
        }
        return true;
    }

    private ConsumerRecords<byte[], byte[]> poll() throws Rechazado {
        try {
            return consumer.poll(plazo.atMost(POLL));
        } catch (KafkaException e) {
            throw Historia.unreadable(e);
        }
    }

    private long position() throws Rechazado {
        try {
            return consumer.position(partition, POLL);
        } catch (TimeoutException e) {
            return -1; // asked again after the next poll
        } catch (KafkaException e) {
            throw Historia.unreadable(e);
        }
    }

    @Override
    public void close() {
        consumer.close(CloseOptions.timeout(Duration.ZERO));
    }
}
