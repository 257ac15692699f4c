package cargue.ingest.planilla;

import cargue.contract.Dia;
import jakarta.persistence.Column;
import jakarta.persistence.Embeddable;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import java.io.Serializable;
import java.time.LocalDate;

/** A row's key: its sheet, and what its product's name matches by. */
@Embeddable
record RenglonId(
        @Column(name = "vendedor_id") String vendedorId,
        LocalDate fecha,
        @Enumerated(EnumType.STRING) Dia dia,
        @Column(name = "producto_clave") String productoClave)
        implements Serializable {

    static RenglonId of(Planilla planilla, Producto producto) {
        return new RenglonId(planilla.vendedorId(), planilla.fecha(), planilla.dia(), producto.clave());
    }
}
