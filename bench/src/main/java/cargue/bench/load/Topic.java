package cargue.bench.load;

import cargue.contract.Causa;
import cargue.contract.CheckEvento;
import cargue.contract.Dia;
import cargue.contract.Evento;
import cargue.contract.EventoJson;
import cargue.contract.Rol;
import cargue.contract.Temas;
import cargue.local.process.StackException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/**
 * Writes events to the topic as ingest-service would, without it: D on and off, by turns over all vendedores and the rows
 * of their sheets. One thread.
 */
public final class Topic implements AutoCloseable {

    private static final UUID EPOCA = UUID.fromString("01a20db4-23a5-7cc8-84c9-1ffa852d2c50");

    private final KafkaProducer<byte[], byte[]> producer;
    private final LocalDate fecha;
    private final int vendedores;
    private final AtomicReference<Exception> failure = new AtomicReference<>();
    private long written;

    /**
     * Of a stack's Kafka.
     *
     * @param fecha of the sheets
     * @param vendedores ID1 and those after it
     */
    public Topic(String brokers, LocalDate fecha, int vendedores) {
        this.fecha = fecha;
        this.vendedores = vendedores;
        this.producer = new KafkaProducer<>(
                Map.of("bootstrap.servers", brokers, "linger.ms", 20, "batch.size", 1 << 19),
                new ByteArraySerializer(),
                new ByteArraySerializer());
    }

    /** Writes so many more, and returns when all of them are in the topic. */
    public void write(long events) {
        long end = written + events;
        for (; written < end; written++) {
            Evento evento = evento();
            var unused = producer.send(
                    new ProducerRecord<>(
                            Temas.CHECKS,
                            evento.vendedorId().getBytes(StandardCharsets.UTF_8),
                            EventoJson.write(evento)),
                    (metadata, problem) -> failure.compareAndSet(null, problem));
        }
        try {
            producer.flush();
        } catch (KafkaException e) {
            failure.compareAndSet(null, e);
        }
        Exception problem = failure.get();
        if (problem != null) {
            throw new StackException("could not fill the topic: " + problem.getMessage(), problem);
        }
    }

    private CheckEvento evento() {
        long turn = written / vendedores;
        return new CheckEvento(
                Evento.SCHEMA,
                new UUID(EPOCA.getMostSignificantBits(), EPOCA.getLeastSignificantBits() + written),
                "ID" + (1 + written % vendedores),
                EPOCA,
                turn + 1,
                Dia.valueOf(Sheet.DIA),
                fecha,
                Sheet.product((int) (turn % Sheet.PRODUCTS)),
                false,
                turn / Sheet.PRODUCTS % 2 == 0,
                10,
                0,
                0,
                0,
                0,
                10,
                Causa.CHECK_D,
                "DESP1",
                Rol.DESPACHADOR,
                "crm",
                Instant.now().truncatedTo(ChronoUnit.MILLIS),
                null);
    }

    @Override
    public void close() {
        producer.close();
    }
}
