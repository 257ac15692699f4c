package cargue.push.historia;

import static java.nio.charset.StandardCharsets.UTF_8;

import cargue.contract.Evento;
import cargue.contract.Posicion;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import java.io.IOException;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/** Writes the events that are wanted as lines, each the record's value as it is, and at last how far they reach. */
final class EventosSalida implements Receptor {

    private final Consulta consulta;
    private final Escritura escritura;
    private final JsonMapper json;
    private long eventos;
    private @Nullable Posicion reached;

    EventosSalida(Consulta consulta, Escritura escritura, JsonMapper json) {
        this.consulta = consulta;
        this.escritura = escritura;
        this.json = json;
    }

    @Override
    public boolean take(Evento evento, byte[] value) throws IOException {
        if (consulta.isInTime(evento)) {
            reached = evento.posicion();
            if (consulta.wants(evento)) {
                eventos++;
                escritura.write(line(value));
            }
        }
        return true;
    }

    @Override
    public void flush() throws IOException {
        escritura.flush();
    }

    /** Without this line the answer was cut. */
    void end() throws IOException {
        Fin fin =
                new Fin("fin", eventos, reached == null ? null : reached.epoca(), reached == null ? 0 : reached.seq());
        escritura.write(line(json.writeValueAsString(fin).getBytes(UTF_8)));
        escritura.flush();
    }

    /** In JSON a line's end stands only between two tokens, where a space means the same. */
    private static byte[] line(byte[] value) {
        byte[] line = new byte[value.length + 1];
        for (int i = 0; i < value.length; i++) {
            line[i] = value[i] == '\n' || value[i] == '\r' ? (byte) ' ' : value[i];
        }
        line[value.length] = '\n';
        return line;
    }

    /**
     * The last line.
     *
     * @param eventos lines before it
     * @param epoca with {@code seq} the position of the last event of the vendedor in the time asked for, of whatever
     *     sheet; null and 0 when there is none
     */
    @JsonPropertyOrder({"type", "eventos", "epoca", "seq"})
    private record Fin(String type, long eventos, @Nullable UUID epoca, long seq) {}
}
