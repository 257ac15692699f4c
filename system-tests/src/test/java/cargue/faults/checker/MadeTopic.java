package cargue.faults.checker;

import cargue.contract.Evento;
import cargue.contract.EventoHeaders;
import cargue.contract.EventoJson;
import cargue.faults.history.TopicRecord;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/** A made-up topic: with repeats of what was sent before, and with poison. */
final class MadeTopic {

    private static final int PARTITIONS = 12;

    final List<TopicRecord> records = new ArrayList<>();
    private final Map<String, List<TopicRecord>> sent = new HashMap<>();
    private final Map<Integer, Long> offsets = new HashMap<>();
    private final Random random;
    int repeats;

    MadeTopic(Random random) {
        this.random = random;
    }

    void publish(Evento evento) {
        int partition = Math.floorMod(evento.vendedorId().hashCode(), PARTITIONS);
        String traceparent = String.format("00-%032x-%016x-01", random.nextInt(1, 1000), random.nextInt(1, 1000));
        TopicRecord record = new TopicRecord(
                partition,
                0,
                evento.vendedorId(),
                new String(EventoJson.write(evento), StandardCharsets.UTF_8),
                EventoHeaders.of(evento, traceparent),
                false);
        append(record);
        List<TopicRecord> all = sent.computeIfAbsent(evento.vendedorId(), id -> new ArrayList<>());
        all.add(record);
        if (random.nextInt(30) == 0) {
            List<TopicRecord> again = all.subList(Math.max(0, all.size() - random.nextInt(1, 5)), all.size());
            again.forEach(this::append);
            repeats += again.size();
        }
        if (random.nextInt(50) == 0) {
            String poison = random.nextBoolean() ? "{not JSON" : record.value().replace("\"schema\":1", "\"schema\":9");
            append(new TopicRecord(partition, 0, record.key(), poison, Map.of(), true));
        }
    }

    private void append(TopicRecord r) {
        long offset = offsets.merge(r.partition(), 1L, Long::sum) - 1;
        records.add(new TopicRecord(r.partition(), offset, r.key(), r.value(), r.headers(), r.poison()));
    }
}
