package cargue.analysts.export;

import static java.nio.charset.StandardCharsets.UTF_8;

import cargue.analysts.Broker;
import cargue.analysts.Hechos;
import cargue.contract.Evento;
import cargue.contract.EventoJson;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** 3,000 events with repeats, an epoca that begins anew, late records of the old one, and five that are no events. */
final class TemaHostil {

    static final int VENDEDORES = 6;
    static final int EACH = 500;
    static final int EVENTS = VENDEDORES * EACH;

    private TemaHostil() {}

    /** Writes it, from an instant on, and returns the lines that an export must have of each vendedor. */
    static Map<String, List<String>> write(Broker broker, String topic, Instant from) {
        Map<String, List<String>> lines = new LinkedHashMap<>();
        LocalDate fecha = LocalDate.ofInstant(from, ZoneOffset.UTC);
        try (Broker.Writer writer = broker.writer(topic)) {
            for (int i = 1; i <= VENDEDORES; i++) {
                String id = "ID" + i;
                List<Evento> events = events(new Hechos(id, fecha, from), i == 2 ? EACH / 2 : -1);
                lines.put(
                        id,
                        events.stream()
                                .map(evento -> new String(EventoJson.write(evento), UTF_8))
                                .toList());
                for (int at = 0; at < EACH; at += 50) {
                    // The relay died after it sent and before it knew: some are sent again.
                    events.subList(Math.max(0, at - 20), at + 50).forEach(writer::send);
                }
                writer.send(events.get(3)).send(events.get(EACH - 1));
            }
            writer.send("ID1", "not JSON \u0007".getBytes(UTF_8), from);
            writer.send("ID3", null, from);
            writer.send("ID4", "{\"schema\":2}".getBytes(UTF_8), from);
            writer.send("ID5", EventoJson.write(new Hechos("ID6", fecha, from).fill("X", 1)), from);
            writer.send("ID6", new byte[0], from);
        }
        return lines;
    }

    private static List<Evento> events(Hechos hechos, int epocaAt) {
        List<Evento> events = new ArrayList<>();
        for (int i = 0; i < EACH; i++) {
            events.add(i == epocaAt ? hechos.newEpoca(10) : event(hechos, i));
        }
        return events;
    }

    private static Evento event(Hechos hechos, int i) {
        String producto = "PRODUCTO \"Ñ\", 1/2 #" + i % 36;
        Instant tapped = Instant.parse("2026-01-05T09:30:00.120Z").plusMillis(i);
        return i % 5 == 0 ? hechos.v(producto, true, 100, tapped) : hechos.d(producto, i % 2 == 0, 100);
    }
}
