package cargue.push.admin;

import cargue.contract.Posicion;
import cargue.contract.Vendedores;
import cargue.push.entrada.Entrada.Rechazo;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What is wrong with a request's parts; empty when nothing is. Null is an absent one. */
final class Parametros {

    private Parametros() {}

    static Optional<Rechazo> vendedorId(@Nullable String text) {
        return text == null || Vendedores.isId(text)
                ? Optional.empty()
                : Optional.of(Rechazo.campo(
                        "vendedor_id", "vendedor_id debe tener de 1 a 20 letras, dígitos o guiones bajos."));
    }

    static Optional<Rechazo> posicion(@Nullable String text) {
        return text == null || Posicion.parse(text).isPresent()
                ? Optional.empty()
                : Optional.of(Rechazo.campo("hasta", "hasta debe tener la forma epoca:seq."));
    }

    static Optional<Rechazo> nodo(@Nullable String url, List<String> known) {
        return url == null || known.contains(url)
                ? Optional.empty()
                : Optional.of(Rechazo.campo("nodo", "nodo debe ser una de las direcciones de cargue.push.nodos."));
    }
}
