package cargue.ingest.rechazo;

import cargue.contract.Vendedores;
import cargue.ingest.http.Json;
import cargue.ingest.http.Lector;
import cargue.ingest.http.NoPermitido;
import cargue.ingest.http.VendedorId;
import cargue.seguridad.Identidad;
import cargue.seguridad.Permiso;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/**
 * Which refusals somebody asks for.
 *
 * @param desde those of then and later
 * @param hasta those before
 * @param vendedores of these; null: of all
 * @param limite the newest so many; null: all, oldest first
 */
record Consulta(
        Instant desde,
        Instant hasta,
        @Nullable Collection<String> vendedores,
        @Nullable Integer limite) {

    private static final Duration MOST = Duration.ofDays(31);
    private static final Duration USUAL = Duration.ofHours(24);

    /** What PostgreSQL and JSON can both hold. */
    private static final Instant LAST = Instant.parse("9999-12-31T23:59:59.999Z");

    private static final Pattern NUMBER = Pattern.compile("[0-9]{1,9}");

    /** The parameters, each as its text says. */
    record Parametros(
            @Nullable Instant desde,
            @Nullable Instant hasta,
            @VendedorId @Nullable String vendedorId,

            @Min(value = 1, message = "debe estar entre 1 y 1000")
            @Max(value = 1000, message = "debe estar entre 1 y 1000")
            @Nullable
            Integer limite) {}

    /**
     * What a request asks for, as far as its sender may see it.
     *
     * @throws cargue.ingest.http.CampoInvalido when a parameter is not of its form
     * @throws NoPermitido when the sender may see none, or not that vendedor's
     */
    static Consulta read(Map<String, String> query, Identidad sender, Lector lector, Instant ahora) {
        Parametros asked = lector.read(object(query), Parametros.class);
        Instant hasta = asked.hasta == null ? LAST : asked.hasta;
        Instant end = asked.hasta == null ? ahora : asked.hasta;
        Instant desde = asked.desde == null ? end.minus(USUAL) : asked.desde;
        if (hasta.isAfter(LAST)) {
            throw Lector.invalid("hasta", "debe ser de un año hasta 9999");
        }
        if (!desde.isBefore(hasta)) {
            throw Lector.invalid("hasta", "debe ser posterior a desde");
        }
        if (Duration.between(desde, end).compareTo(MOST) > 0) {
            throw Lector.invalid("desde", "debe ser como mucho 31 días anterior a hasta");
        }
        return new Consulta(desde, hasta, visible(sender, asked.vendedorId), asked.limite);
    }

    /** A number travels as text here, and as a number in a body. */
    private static ObjectNode object(Map<String, String> query) {
        ObjectNode object = Json.MAPPER.createObjectNode();
        query.forEach((name, text) -> {
            if (name.equals("limite") && NUMBER.matcher(text).matches()) {
                object.put(name, Integer.parseInt(text));
            } else {
                object.put(name, text);
            }
        });
        return object;
    }

    private static @Nullable Collection<String> visible(Identidad sender, @Nullable String vendedorId) {
        if (vendedorId == null) {
            NoPermitido.unless(sender, Permiso.REVISAR);
            return sender.vendedores();
        }
        if (!Vendedores.isId(vendedorId)) {
            throw Lector.invalid("vendedor_id", "debe tener de 1 a 20 letras sin acento, cifras o guiones bajos");
        }
        NoPermitido.unless(sender, Permiso.REVISAR, vendedorId);
        return List.of(vendedorId);
    }
}
