package cargue.client;

import java.util.List;

/** What a message did to the state of a vendedor. */
sealed interface Efecto {

    /** Nothing that can be seen. */
    record Nada() implements Efecto {}

    /** All rows were replaced, or some dropped. */
    record Replaced() implements Efecto {}

    /** These rows look other than before; at least one. */
    record Changed(List<Renglon> renglones) implements Efecto {}

    /** Something is missing or makes no sense: the connection must be made anew, from the position that stands. */
    record Broken(String motivo) implements Efecto {}

    Efecto NADA = new Nada();
    Efecto REPLACED = new Replaced();

    static Efecto changed(List<Renglon> renglones) {
        return renglones.isEmpty() ? NADA : new Changed(renglones);
    }
}
