package cargue.system;

import static org.assertj.core.api.Assertions.assertThat;

import cargue.contract.CheckEvento;
import cargue.system.Topic.Message;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** What must hold of a vendedor's records in the topic. */
final class Events {

    private Events() {}

    /**
     * One partition; first occurrences are 1, 2, 3, …; a repeat is byte-identical; ids are unique; time goes forward;
     * no event breaks the rule of the sheet.
     *
     * @return the first occurrences, in order
     */
    static List<CheckEvento> assertSound(List<Message> messages) {
        Map<Long, Message> first = new HashMap<>();
        List<CheckEvento> events = new ArrayList<>();
        Set<Object> ids = new HashSet<>();
        for (Message message : messages) {
            assertThat(message.partition()).isEqualTo(messages.get(0).partition());
            Message known = first.putIfAbsent(message.evento().seq(), message);
            if (known != null) {
                assertThat(message).isEqualTo(known);
                continue;
            }
            CheckEvento event = message.check();
            assertThat(event.seq()).isEqualTo(events.size() + 1L);
            assertThat(ids.add(event.id())).isTrue();
            assertThat(!event.v() || event.d()).isTrue();
            assertThat(!event.d() || event.total() > 0).isTrue();
            if (!events.isEmpty()) {
                assertThat(event.ocurridoEn())
                        .isAfter(events.get(events.size() - 1).ocurridoEn());
            }
            events.add(event);
        }
        return events;
    }

    /** The table that the events make when they are applied in order. */
    static Map<String, Table.Row> replay(List<CheckEvento> events) {
        Map<String, Table.Row> rows = new HashMap<>();
        for (CheckEvento e : events) {
            rows.put(key(e), state(e));
        }
        return rows;
    }

    /** As {@link Table} names rows. */
    static String key(CheckEvento e) {
        return e.fecha() + "/" + e.dia() + "/" + e.producto();
    }

    static Table.Row state(CheckEvento e) {
        return new Table.Row(
                e.cantidad(),
                e.adicional(),
                e.dctos(),
                e.devoluciones(),
                e.vencidas(),
                e.v(),
                e.d(),
                e.epoca().toString(),
                e.seq());
    }
}
