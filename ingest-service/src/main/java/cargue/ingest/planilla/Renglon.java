package cargue.ingest.planilla;

import cargue.contract.Posicion;
import java.time.Instant;

/** A row. Changed only in a transaction that holds its vendedor's lock; confined to that transaction. */
public final class Renglon {

    private final Planilla planilla;
    private final Producto producto;
    private Estado estado;
    private Posicion posicion;
    private Instant actualizadoEn;

    /** A row with the spelling that its product was first sent in. */
    public Renglon(Planilla planilla, Producto producto, Estado estado, Posicion posicion, Instant at) {
        this.planilla = planilla;
        this.producto = producto;
        this.estado = estado;
        this.posicion = posicion;
        this.actualizadoEn = at;
    }

    void change(Estado nuevo, Posicion change, Instant at) {
        estado = nuevo;
        posicion = change;
        actualizadoEn = at;
    }

    Planilla planilla() {
        return planilla;
    }

    /** What the row says. */
    public Estado estado() {
        return estado;
    }

    /** The sheet's own spelling of the product. */
    public String producto() {
        return producto.texto();
    }

    /** What the product's name matches by. */
    public String productoClave() {
        return producto.clave();
    }

    /** The event of the last change. */
    public Posicion posicion() {
        return posicion;
    }

    /** When that change was made. */
    public Instant actualizadoEn() {
        return actualizadoEn;
    }
}
