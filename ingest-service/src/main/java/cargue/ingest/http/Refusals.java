package cargue.ingest.http;

import io.micrometer.core.instrument.MeterRegistry;
import java.util.List;
import org.springframework.stereotype.Component;

/**
 * Counts refusals by their code: {@code cargue.ingest.refused}. A check in a batch counts as its own call would. What an
 * idempotency key has answered again was counted the first time. Any thread.
 */
@Component
public class Refusals {

    private static final String NAME = "cargue.ingest.refused";

    /** The answer's text names the vendedor, the code does not. */
    public static final String VENDEDOR_NO_VALIDO = "VENDEDOR_NO_VALIDO";

    private final MeterRegistry registry;

    Refusals(MeterRegistry registry) {
        this.registry = registry;
        known(List.of(
                "CAMPO_INVALIDO",
                "NO_PERMITIDO",
                "NO_DISPONIBLE",
                "TIPO_NO_SOPORTADO",
                "TIPO_NO_ACEPTADO",
                "METODO_NO_PERMITIDO",
                "NO_ENCONTRADO",
                "FALTAN_PARAMETROS",
                VENDEDOR_NO_VALIDO,
                "ERROR_INTERNO"));
    }

    /** Has codes told as 0 before their first: who watches the rise of a counter would not see it appear with 1. */
    public final void known(List<String> codigos) {
        codigos.forEach(codigo -> registry.counter(NAME, "codigo", codigo));
    }

    /** One more. */
    public void refused(String codigo) {
        refused(codigo, 1);
    }

    /** So many more. */
    public void refused(String codigo, int calls) {
        registry.counter(NAME, "codigo", codigo).increment(calls);
    }
}
