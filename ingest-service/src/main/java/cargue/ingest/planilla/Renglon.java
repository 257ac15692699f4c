package cargue.ingest.planilla;

import cargue.contract.Posicion;
import jakarta.persistence.Column;
import jakarta.persistence.EmbeddedId;
import jakarta.persistence.Entity;
import java.time.Instant;
import java.util.UUID;

/** A stored row. Changed only in a transaction that holds its vendedor's lock; confined to that transaction. */
@Entity
@SuppressWarnings("NullAway.Init") // Hibernate sets the fields of a row that it loads
public class Renglon {

    @EmbeddedId
    private RenglonId id;

    private String producto;
    private int cantidad;
    private int adicional;
    private int dctos;
    private int devoluciones;
    private int vencidas;
    private boolean v;
    private boolean d;
    private UUID epoca;
    private long seq;

    @Column(name = "actualizado_en")
    private Instant actualizadoEn;

    /** For Hibernate. */
    protected Renglon() {}

    /** A new row, with the spelling that its product was first sent in. */
    public Renglon(Planilla planilla, Producto producto, Estado estado, Posicion posicion, Instant at) {
        this.id = RenglonId.of(planilla, producto);
        this.producto = producto.texto();
        set(estado, posicion, at);
    }

    /** Takes a new state. */
    public void change(Estado estado, Posicion posicion, Instant at) {
        set(estado, posicion, at);
    }

    private void set(Estado estado, Posicion posicion, Instant at) {
        cantidad = estado.cantidad();
        adicional = estado.adicional();
        dctos = estado.dctos();
        devoluciones = estado.devoluciones();
        vencidas = estado.vencidas();
        v = estado.v();
        d = estado.d();
        epoca = posicion.epoca();
        seq = posicion.seq();
        actualizadoEn = at;
    }

    /** What the row says. */
    public Estado estado() {
        return new Estado(cantidad, adicional, dctos, devoluciones, vencidas, v, d);
    }

    /** The sheet's own spelling of the product. */
    public String producto() {
        return producto;
    }

    /** What the product's name matches by. */
    public String productoClave() {
        return id.productoClave();
    }

    /** The event of the last change. */
    public Posicion posicion() {
        return new Posicion(epoca, seq);
    }

    /** When that change was made. */
    public Instant actualizadoEn() {
        return actualizadoEn;
    }
}
