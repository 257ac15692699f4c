package cargue.ingest.planilla;

import java.util.function.IntUnaryOperator;

/**
 * What a row says: quantities (0 to 1,000,000 each) and the two checks. No instance breaks the rule of the sheet:
 * v implies d, and d implies total &gt; 0.
 *
 * @param v the seller's check
 * @param d the dispatcher's check
 */
public record Estado(int cantidad, int adicional, int dctos, int devoluciones, int vencidas, boolean v, boolean d) {

    /** The largest quantity. */
    public static final int MAX_CANTIDAD = 1_000_000;

    /** A row without quantities or checks. */
    public static final Estado VACIO = new Estado(0, 0, 0, 0, 0, false, false);

    /** Refuses a state that must not exist. */
    public Estado {
        if ((v && !d) || (d && cantidad - dctos + adicional - devoluciones - vencidas <= 0)) {
            throw new IllegalArgumentException("v implies d implies total > 0");
        }
    }

    /** What is to be loaded; may be negative. */
    public int total() {
        return cantidad - dctos + adicional - devoluciones - vencidas;
    }

    /** Sets the seller's check. */
    public Estado withV(boolean value) {
        return new Estado(cantidad, adicional, dctos, devoluciones, vencidas, value, d);
    }

    /** Sets the dispatcher's check; clearing it clears the seller's too. */
    public Estado withD(boolean value) {
        return new Estado(cantidad, adicional, dctos, devoluciones, vencidas, v && value, value);
    }

    /** Changes the seller's quantity; a total of 0 or less clears both checks. */
    public Estado withCantidad(int value) {
        return of(value, adicional, dctos, devoluciones, vencidas);
    }

    /** Changes the dispatcher's quantities; a total of 0 or less clears both checks. */
    public Estado withOthers(
            IntUnaryOperator newAdicional,
            IntUnaryOperator newDctos,
            IntUnaryOperator newDevoluciones,
            IntUnaryOperator newVencidas) {
        return of(
                cantidad,
                newAdicional.applyAsInt(adicional),
                newDctos.applyAsInt(dctos),
                newDevoluciones.applyAsInt(devoluciones),
                newVencidas.applyAsInt(vencidas));
    }

    private Estado of(int newCantidad, int newAdicional, int newDctos, int newDevoluciones, int newVencidas) {
        boolean loaded = newCantidad - newDctos + newAdicional - newDevoluciones - newVencidas > 0;
        return new Estado(newCantidad, newAdicional, newDctos, newDevoluciones, newVencidas, v && loaded, d && loaded);
    }
}
