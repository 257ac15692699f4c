package cargue.push.historia;

import cargue.push.entrada.Puerta;
import cargue.push.entrada.Rechazos;
import cargue.seguridad.Identidad;
import cargue.seguridad.Permiso;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.json.JsonMapper;

/**
 * The events of a vendedor from Kafka, line by line, with as much in memory as one batch and what the network has not
 * taken. The request's own thread reads and writes; a client that reads slowly slows the reading.
 */
@RestController
class EventosController {

    private static final Logger LOG = LoggerFactory.getLogger(EventosController.class);
    private static final String NDJSON = "application/x-ndjson";

    private final Historia historia;
    private final Lectores lectores;
    private final HistoriaSettings settings;
    private final Rechazos rechazos;
    private final Alarmas alarmas;
    private final JsonMapper json;

    EventosController(
            Historia historia,
            Lectores lectores,
            HistoriaSettings settings,
            Rechazos rechazos,
            Alarmas alarmas,
            JsonMapper json) {
        this.historia = historia;
        this.lectores = lectores;
        this.settings = settings;
        this.rechazos = rechazos;
        this.alarmas = alarmas;
        this.json = json;
    }

    @GetMapping({"/api/eventos/{" + Puerta.VENDEDOR_ID + "}", "/api/eventos/{" + Puerta.VENDEDOR_ID + "}/"})
    void eventos(
            @PathVariable(Puerta.VENDEDOR_ID) String vendedorId,
            HttpServletRequest request,
            HttpServletResponse response)
            throws IOException {
        try {
            Consulta consulta = Consulta.read(vendedorId, request);
            Identidad sender = Identidad.of(request);
            Rechazado.unless(sender.puede(Permiso.VER, vendedorId));
            if (HttpMethod.HEAD.matches(request.getMethod())) {
                response.setContentType(NDJSON); // nobody would get what was read
                return;
            }
            Lectores.Lugar lugar = lectores.take(sender.sub());
            try (Escritura escritura = new Escritura(request, response, alarmas, settings.timeLimit())) {
                answer(consulta, response, escritura);
            } finally {
                lugar.close();
            }
        } catch (Rechazado e) {
            rechazos.write(e.rechazo(), response);
        }
    }

    private void answer(Consulta consulta, HttpServletResponse response, Escritura escritura) throws Rechazado {
        try (Lectura lectura = historia.open(consulta.pregunta(), Plazo.in(settings.timeLimit(), System::nanoTime))) {
            response.setContentType(NDJSON);
            response.setHeader(HttpHeaders.CACHE_CONTROL, "no-store");
            EventosSalida salida = new EventosSalida(consulta, escritura, json);
            lectura.read(salida);
            salida.end();
        } catch (Rechazado e) {
            cut(e, consulta, response, escritura);
        } catch (IOException e) {
            cut(Rechazado.noDisponible("El historial no se pudo enviar a tiempo.", e), consulta, response, escritura);
        }
    }

    /** Before the first byte there is a better answer than none. */
    private static void cut(Rechazado why, Consulta consulta, HttpServletResponse response, Escritura escritura)
            throws Rechazado {
        if (!response.isCommitted()) {
            response.resetBuffer();
            throw why;
        }
        LOG.info("events of {} cut: {}", consulta.vendedorId(), why.reason());
        escritura.cut();
    }
}
