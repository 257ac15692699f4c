package cargue.faults.checker;

import cargue.contract.CheckEvento;
import cargue.contract.Posicion;
import cargue.faults.history.Fila;
import cargue.faults.history.TableRow;

/** A row of a made-up table. Says again, in its own words, what a change makes of a row. */
record MadeRow(int cantidad, int dctos, boolean v, boolean d, Posicion posicion) {

    static MadeRow of(CheckEvento e) {
        return new MadeRow(e.cantidad(), e.dctos(), e.v(), e.d(), e.posicion());
    }

    boolean check(String campo) {
        return campo.equals("v") ? v : d;
    }

    boolean isLoaded() {
        return cantidad - dctos > 0;
    }

    MadeRow with(String campo, int valor) {
        boolean on = valor == 1;
        boolean loaded = cantidad - valor > 0;
        return switch (campo) {
            case "v" -> new MadeRow(cantidad, dctos, on, d, posicion);
            case "d" -> new MadeRow(cantidad, dctos, v && on, on, posicion);
            default -> new MadeRow(cantidad, valor, v && loaded, d && loaded, posicion);
        };
    }

    MadeRow at(Posicion place) {
        return new MadeRow(cantidad, dctos, v, d, place);
    }

    TableRow tableRow(Fila fila) {
        return new TableRow(
                fila, cantidad, 0, dctos, 0, 0, v, d, posicion.epoca().toString(), posicion.seq());
    }
}
