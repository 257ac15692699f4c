package cargue.faults.checker;

import cargue.contract.CheckEvento;
import cargue.faults.history.TableRow;

/** What a row says; the checker's own reading of the contract, not that of the services. */
record Estado(int cantidad, int adicional, int dctos, int devoluciones, int vencidas, boolean v, boolean d) {

    /** A row that is not there yet. */
    static final Estado VACIO = new Estado(0, 0, 0, 0, 0, false, false);

    static Estado of(CheckEvento e) {
        return new Estado(e.cantidad(), e.adicional(), e.dctos(), e.devoluciones(), e.vencidas(), e.v(), e.d());
    }

    static Estado of(TableRow r) {
        return new Estado(r.cantidad(), r.adicional(), r.dctos(), r.devoluciones(), r.vencidas(), r.v(), r.d());
    }

    long total() {
        return (long) cantidad - dctos + adicional - devoluciones - vencidas;
    }

    /** Whether v implies d and d implies total &gt; 0. */
    boolean isLegal() {
        return (!v || d) && (!d || total() > 0);
    }

    Estado withV(boolean value) {
        return new Estado(cantidad, adicional, dctos, devoluciones, vencidas, value, d);
    }

    /** Clearing d clears v too. */
    Estado withD(boolean value) {
        return new Estado(cantidad, adicional, dctos, devoluciones, vencidas, v && value, value);
    }

    Estado withDctos(int value) {
        return new Estado(cantidad, adicional, value, devoluciones, vencidas, v, d).loaded();
    }

    Estado withCantidad(int value) {
        return new Estado(value, adicional, dctos, devoluciones, vencidas, v, d).loaded();
    }

    /** A total of 0 or less clears both checks. */
    private Estado loaded() {
        return total() > 0 ? this : new Estado(cantidad, adicional, dctos, devoluciones, vencidas, false, false);
    }

    /** Whether the field that a client set has the value that it asked for. */
    boolean says(String campo, int valor) {
        return switch (campo) {
            case "v" -> v == (valor == 1);
            case "d" -> d == (valor == 1);
            case "dctos" -> dctos == valor;
            case "cantidad" -> cantidad == valor;
            default -> throw new IllegalArgumentException("campo " + campo);
        };
    }
}
