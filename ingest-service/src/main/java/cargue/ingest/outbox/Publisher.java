package cargue.ingest.outbox;

import cargue.contract.Evento;
import cargue.contract.EventoHeaders;
import cargue.contract.EventoIlegible;
import cargue.contract.EventoJson;
import cargue.contract.Temas;
import cargue.ingest.outbox.Pendientes.Cola;
import cargue.ingest.outbox.Pendientes.Fila;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.utils.Utils;

/**
 * One producer, used until its first failure and then thrown away with what it has not sent: were it kept, a batch that
 * it still holds could land after its repeat. Owned by the relay's thread.
 */
final class Publisher implements AutoCloseable {

    private static final int MAX_BLOCK_MS = 3_000;
    private static final int REQUEST_TIMEOUT_MS = 5_000;

    private final Producer<byte[], byte[]> producer;

    Publisher(KafkaClients kafka) {
        producer = kafka.producer(config());
    }

    private static Map<String, Object> config() {
        Map<String, Object> config = new HashMap<>();
        config.put(ProducerConfig.ACKS_CONFIG, "all");
        // Said aloud: left to its default, another setting that contradicts it would turn it off silently.
        config.put(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, true);
        // A broker that does not know a producer takes any first batch of it. With a second one in flight, a new leader
        // that refuses the first and takes the second would put them in the wrong order, for good.
        config.put(ProducerConfig.MAX_IN_FLIGHT_REQUESTS_PER_CONNECTION, 1);
        config.put(ProducerConfig.LINGER_MS_CONFIG, 0);
        // A batch that expired could be overtaken by its successor; it is the relay's await that is bounded.
        config.put(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, Integer.MAX_VALUE);
        config.put(ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG, REQUEST_TIMEOUT_MS);
        config.put(ProducerConfig.MAX_BLOCK_MS_CONFIG, MAX_BLOCK_MS);
        return config;
    }

    /**
     * Sends all events in order and waits until Kafka has them all.
     *
     * @throws TimeoutException when it did not within the time; any prefix of each vendedor's events may have arrived
     * @throws EventoIlegible when a stored event cannot be read
     */
    void publish(List<Cola> colas, Duration timeout)
            throws ExecutionException, TimeoutException, InterruptedException, EventoIlegible {
        long deadline = System.nanoTime() + timeout.toNanos();
        List<Future<RecordMetadata>> sent = new ArrayList<>();
        for (Cola cola : colas) {
            for (Fila fila : cola.filas()) {
                Future<RecordMetadata> future = producer.send(record(cola.vendedorId(), fila));
                if (future.isDone()) {
                    future.get(); // failed already: sending on would only wait as long again for each record
                }
                sent.add(future);
            }
        }
        for (Future<RecordMetadata> future : sent) {
            future.get(Math.max(0, deadline - System.nanoTime()), TimeUnit.NANOSECONDS);
        }
    }

    private static ProducerRecord<byte[], byte[]> record(String vendedorId, Fila fila) throws EventoIlegible {
        Evento evento = EventoJson.read(fila.payload());
        byte[] key = vendedorId.getBytes(StandardCharsets.UTF_8);
        ProducerRecord<byte[], byte[]> message =
                new ProducerRecord<>(Temas.CHECKS, partition(key), key, fila.payload());
        EventoHeaders.of(evento, fila.traceparent())
                .forEach((name, value) -> message.headers().add(name, value.getBytes(StandardCharsets.UTF_8)));
        return message;
    }

    /**
     * Kafka's own choice for a key, of as many partitions as there must be: a producer that is left to choose would move
     * vendedores, and break their order, as soon as somebody adds partitions to the topic.
     */
    static int partition(byte[] key) {
        return Utils.toPositive(Utils.murmur2(key)) % Temas.CHECKS_PARTITIONS;
    }

    /** Gives up what has not been sent. */
    @Override
    public void close() {
        producer.close(Duration.ZERO);
    }
}
