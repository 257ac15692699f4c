package cargue.push.stream;

import cargue.contract.CheckEvento;
import cargue.contract.Posicion;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What a node shows of itself to those who look after it. Made by the stream's thread; immutable, so then anybody's. */
public final class Vista {

    private Vista() {}

    /**
     * The node.
     *
     * @param viewers open connections
     * @param atrasoS how many seconds behind the database; null: not known
     * @param vendedores in no order
     */
    public record Nodo(int viewers, @Nullable Long atrasoS, List<Particion> particiones, List<Cabeza> vendedores) {}

    /**
     * A partition of the topic.
     *
     * @param fin where Kafka said last that it ends
     * @param leido up to where it was read; null: not known now
     */
    public record Particion(
            int particion, long fin, @Nullable Long leido) {}

    /**
     * How far the node is with a vendedor.
     *
     * @param posicion null: the topic holds nothing of it
     * @param filas rows that are kept
     * @param viewers connections that follow it
     */
    public record Cabeza(String vendedorId, @Nullable Posicion posicion, int filas, int viewers) {}

    /**
     * A connection.
     *
     * @param id its number in this process
     * @param desde when it opened
     * @param vendedores some of those that it follows
     * @param total how many it follows
     * @param pendienteBytes of its message that the network has not taken whole
     * @param posicion up to where it was told everything of the vendedor that was asked for; null: of none, or not all yet
     */
    public record Espectador(
            long id,
            Quien quien,
            Formato formato,
            Instant desde,
            List<String> vendedores,
            int total,
            int pendienteBytes,
            @Nullable Posicion posicion) {}

    /**
     * All that is kept of a vendedor.
     *
     * @param posicion null: the topic holds nothing of it
     * @param filas each row's last change, in ascending seq
     */
    public record Registro(String vendedorId, @Nullable Posicion posicion, List<CheckEvento> filas) {}
}
