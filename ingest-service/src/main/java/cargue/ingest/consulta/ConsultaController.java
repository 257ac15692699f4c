package cargue.ingest.consulta;

import cargue.contract.Dia;
import cargue.contract.EventoJson;
import cargue.contract.Vendedores;
import cargue.ingest.http.Json;
import cargue.ingest.http.Lector;
import cargue.ingest.http.NoPermitido;
import cargue.ingest.http.Refusals;
import cargue.ingest.http.Respuesta;
import cargue.ingest.planilla.Estado;
import cargue.ingest.planilla.Hojas;
import cargue.ingest.planilla.Planilla;
import cargue.ingest.planilla.Renglon;
import cargue.ingest.vendedor.VendedorStore;
import cargue.seguridad.Identidad;
import cargue.seguridad.Permiso;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import org.springframework.http.ResponseEntity;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.node.ObjectNode;

/** The calls with which old apps read a sheet, each with its own texts. */
@RestController
class ConsultaController {

    private static final DateTimeFormatter INSTANT =
            DateTimeFormatter.ofPattern(EventoJson.INSTANT, Locale.ROOT).withZone(ZoneOffset.UTC);

    private static final String FALTAN_PARAMETROS = "FALTAN_PARAMETROS";

    private final Lector lector;
    private final VendedorStore vendedores;
    private final Hojas hojas;
    private final Refusals refusals;

    ConsultaController(Lector lector, VendedorStore vendedores, Hojas hojas, Refusals refusals) {
        this.lector = lector;
        this.vendedores = vendedores;
        this.hojas = hojas;
        this.refusals = refusals;
    }

    /** The whole sheet, keyed by the sheet's own spelling of each product. */
    @GetMapping("/api/obtener-cargue")
    @Transactional(readOnly = true)
    ResponseEntity<byte[]> obtenerCargue(
            @AuthenticationPrincipal Identidad sender, @RequestParam Map<String, String> query) {
        Planilla planilla = read(query).planilla();
        NoPermitido.unless(sender, Permiso.VER, planilla.vendedorId());
        if (!exists(planilla.vendedorId())) {
            return error(Refusals.VENDEDOR_NO_VALIDO, "Vendedor no válido: " + planilla.vendedorId());
        }
        Map<String, Object> body = new LinkedHashMap<>();
        hojas.renglones(planilla).forEach(r -> body.put(r.producto(), RenglonBody.of(r)));
        return Respuesta.of(200, body).toEntity();
    }

    /** Whether loading has begun; the state of the day itself stays in the old backend. */
    @GetMapping("/api/verificar-estado-dia")
    @Transactional(readOnly = true)
    ResponseEntity<byte[]> verificarEstadoDia(
            @AuthenticationPrincipal Identidad sender, @RequestParam Map<String, String> query) {
        if (Stream.of("vendedor_id", "dia", "fecha").anyMatch(name -> missing(query, name))) {
            return failure(FALTAN_PARAMETROS, "Faltan parámetros requeridos: vendedor_id, dia, fecha");
        }
        PlanillaRequest request = read(query);
        String vendedorId = Stream.of(request.vendedorId(), request.vendedorId().toUpperCase(Locale.ROOT))
                .filter(this::exists)
                .findFirst()
                .orElse(null);
        NoPermitido.unless(sender, Permiso.VER, vendedorId == null ? request.vendedorId() : vendedorId);
        if (vendedorId == null) {
            return failure(Refusals.VENDEDOR_NO_VALIDO, "Vendedor ID inválido: " + request.vendedorId());
        }
        List<Renglon> renglones = hojas.renglones(new Planilla(vendedorId, request.dia(), request.fecha()));
        return Respuesta.of(200, EstadoDiaBody.of(vendedorId, request, renglones))
                .toEntity();
    }

    /** When the sheet last changed, for a CRM that asks every few seconds. */
    @GetMapping("/api/cargue/verificar-actualizaciones")
    @Transactional(readOnly = true)
    ResponseEntity<byte[]> verificarActualizaciones(
            @AuthenticationPrincipal Identidad sender, @RequestParam Map<String, String> query) {
        if (missing(query, "dia") || missing(query, "fecha")) {
            return error(FALTAN_PARAMETROS, "Faltan parámetros");
        }
        Map<String, String> named = new LinkedHashMap<>(query);
        named.put("vendedor_id", query.getOrDefault("idSheet", "ID1"));
        Planilla planilla = read(named).planilla();
        NoPermitido.unless(sender, Permiso.VER, planilla.vendedorId());
        String last = hojas.renglones(planilla).stream()
                .map(Renglon::actualizadoEn)
                .max(Comparator.naturalOrder())
                .map(INSTANT::format)
                .orElse(null);
        return Respuesta.of(200, Collections.singletonMap("last_update", last)).toEntity();
    }

    private PlanillaRequest read(Map<String, String> query) {
        ObjectNode object = Json.MAPPER.createObjectNode();
        query.forEach(object::put);
        return lector.read(object, PlanillaRequest.class);
    }

    private boolean exists(String vendedorId) {
        return Vendedores.isId(vendedorId) && vendedores.exists(vendedorId);
    }

    private static boolean missing(Map<String, String> query, String name) {
        return query.getOrDefault(name, "").isBlank();
    }

    private ResponseEntity<byte[]> error(String codigo, String error) {
        refusals.refused(codigo);
        return Respuesta.error(400, error, null).toEntity();
    }

    private ResponseEntity<byte[]> failure(String codigo, String error) {
        refusals.refused(codigo);
        Map<String, Object> body = new LinkedHashMap<>();
        body.put("success", false);
        body.put("error", error);
        return Respuesta.of(400, body).toEntity();
    }

    /** A row; {@code quantity} is text, as old apps expect. */
    record RenglonBody(
            String quantity,
            int cantidad,
            int adicional,
            int dctos,
            int devoluciones,
            int vencidas,
            int total,
            boolean v,
            boolean d,
            long seq) {

        static RenglonBody of(Renglon renglon) {
            Estado estado = renglon.estado();
            return new RenglonBody(
                    String.valueOf(Math.max(0, estado.total())),
                    estado.cantidad(),
                    estado.adicional(),
                    estado.dctos(),
                    estado.devoluciones(),
                    estado.vencidas(),
                    estado.total(),
                    estado.v(),
                    estado.d(),
                    renglon.posicion().seq());
        }
    }

    /** {@code completado} and {@code puedeEditar} never vary: the old backend decides them. */
    record EstadoDiaBody(
            boolean success,
            boolean completado,
            String estado,
            boolean puedeEditar,
            String mensaje,
            LocalDate fecha,
            Dia dia,
            boolean tieneDatos,
            int totalProductos,
            String vendedorId) {

        static EstadoDiaBody of(String vendedorId, PlanillaRequest request, List<Renglon> renglones) {
            boolean despacho = renglones.stream().anyMatch(r -> r.estado().d());
            String mensaje = renglones.isEmpty()
                    ? "Sin datos para este día"
                    : despacho ? "Día en despacho" : "Sugerido registrado";
            return new EstadoDiaBody(
                    true,
                    false,
                    despacho ? "DESPACHO" : "SUGERIDO",
                    true,
                    mensaje,
                    request.fecha(),
                    request.dia(),
                    !renglones.isEmpty(),
                    renglones.size(),
                    vendedorId);
        }
    }
}
