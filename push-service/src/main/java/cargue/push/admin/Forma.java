package cargue.push.admin;

import cargue.contract.CheckEvento;
import cargue.contract.Dia;
import cargue.contract.EventoJson;
import cargue.contract.Posicion;
import cargue.contract.Rol;
import cargue.push.stream.Formato;
import cargue.push.stream.Phase;
import cargue.push.stream.Vista;
import com.fasterxml.jackson.annotation.JsonFormat;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.MapperFeature;
import tools.jackson.databind.PropertyNamingStrategies;
import tools.jackson.databind.cfg.DateTimeFeature;
import tools.jackson.databind.json.JsonMapper;

/** The answers as they go over the wire: snake case, keys in the order of the record. */
final class Forma {

    static final JsonMapper JSON = JsonMapper.builder()
            .propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
            .disable(MapperFeature.SORT_PROPERTIES_ALPHABETICALLY)
            .disable(DateTimeFeature.WRITE_DATES_AS_TIMESTAMPS)
            .build();

    private static final int MOST_VENDEDORES = 10_000;

    private Forma() {}

    /** A node. */
    record Nodo(
            String nodo,
            Phase fase,
            String detalle,

            @JsonFormat(shape = JsonFormat.Shape.STRING, pattern = EventoJson.INSTANT, timezone = "UTC")
            Instant desde,

            int viewers,
            @Nullable Long atrasoS,
            List<Particion> particiones,
            List<Cabeza> vendedores) {

        static Nodo of(String nodo, Phase fase, String detalle, Instant desde, Vista.Nodo vista) {
            return new Nodo(
                    nodo,
                    fase,
                    detalle,
                    desde,
                    vista.viewers(),
                    vista.atrasoS(),
                    vista.particiones().stream().map(Particion::of).toList(),
                    vista.vendedores().stream()
                            .sorted(Comparator.comparing(Vista.Cabeza::vendedorId))
                            .limit(MOST_VENDEDORES)
                            .map(Cabeza::of)
                            .toList());
        }
    }

    /** A partition; null: not known now. */
    record Particion(
            int particion,
            long fin,
            @Nullable Long leido,
            @Nullable Long atraso) {

        static Particion of(Vista.Particion vista) {
            Long leido = vista.leido();
            return new Particion(
                    vista.particion(), vista.fin(), leido, leido == null ? null : Math.max(0, vista.fin() - leido));
        }
    }

    /** How far a node is with a vendedor. */
    record Cabeza(String vendedorId, @Nullable UUID epoca, long seq, int filas, int viewers) {

        static Cabeza of(Vista.Cabeza vista) {
            Posicion posicion = vista.posicion();
            return new Cabeza(
                    vista.vendedorId(),
                    posicion == null ? null : posicion.epoca(),
                    posicion == null ? 0 : posicion.seq(),
                    vista.filas(),
                    vista.viewers());
        }
    }

    /** A viewer. */
    record Viewer(
            String id,
            String sub,
            Rol rol,
            String direccion,
            String formato,

            @JsonFormat(shape = JsonFormat.Shape.STRING, pattern = EventoJson.INSTANT, timezone = "UTC")
            Instant desde,

            List<String> vendedores,
            int vendedoresTotal,
            int pendienteBytes,
            @Nullable String posicion) {

        static Viewer of(String id, Vista.Espectador vista) {
            Posicion posicion = vista.posicion();
            return new Viewer(
                    id,
                    vista.quien().sub(),
                    vista.quien().rol(),
                    vista.quien().direccion(),
                    word(vista.formato()),
                    vista.desde(),
                    vista.vendedores(),
                    vista.total(),
                    vista.pendienteBytes(),
                    posicion == null ? null : posicion.toString());
        }
    }

    private static String word(Formato formato) {
        return formato.name().toLowerCase(Locale.ROOT);
    }

    /** A vendedor, as ingest-service tells what PostgreSQL has of it. */
    record Vendedor(String vendedorId, @Nullable UUID epoca, long seq, List<Fila> filas) {

        static Vendedor of(Vista.Registro vista) {
            Posicion posicion = vista.posicion();
            return new Vendedor(
                    vista.vendedorId(),
                    posicion == null ? null : posicion.epoca(),
                    posicion == null ? 0 : posicion.seq(),
                    vista.filas().stream().map(Fila::of).toList());
        }
    }

    /** A row. */
    record Fila(
            Dia dia,
            LocalDate fecha,
            String producto,
            boolean v,
            boolean d,
            int cantidad,
            int adicional,
            int dctos,
            int devoluciones,
            int vencidas,
            int total,
            long seq,
            UUID epoca) {

        static Fila of(CheckEvento evento) {
            return new Fila(
                    evento.dia(),
                    evento.fecha(),
                    evento.producto(),
                    evento.v(),
                    evento.d(),
                    evento.cantidad(),
                    evento.adicional(),
                    evento.dctos(),
                    evento.devoluciones(),
                    evento.vencidas(),
                    evento.total(),
                    evento.seq(),
                    evento.epoca());
        }
    }
}
