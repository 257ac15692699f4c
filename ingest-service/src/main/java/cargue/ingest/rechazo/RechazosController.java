package cargue.ingest.rechazo;

import cargue.ingest.http.Cortes;
import cargue.ingest.http.Fallos;
import cargue.ingest.http.Lector;
import cargue.ingest.http.Refusals;
import cargue.ingest.http.Respuesta;
import cargue.ingest.rechazo.RechazoStore.Fila;
import cargue.ingest.rechazo.RechazoStore.Lugar;
import cargue.seguridad.Identidad;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Semaphore;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.http.HttpMethod;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/**
 * {@code GET /api/rechazos/}: what was refused, line by line. All of it is read page by page, each in a statement of its
 * own: so there is no more than a page in memory, and who reads slowly holds no connection to PostgreSQL.
 */
@RestController
class RechazosController {

    private static final Logger log = LoggerFactory.getLogger(RechazosController.class);
    private static final MediaType NDJSON = MediaType.parseMediaType("application/x-ndjson");
    private static final int PAGE = 500;

    /** Each holds a thread for as long as its client reads. */
    private static final int AT_ONCE = 8;

    private static final String BUSY = "DEMASIADAS_LECTURAS";
    private static final Duration TIME_LIMIT = Duration.ofSeconds(60);

    private final RechazoStore rechazos;
    private final Lector lector;
    private final Fallos fallos;
    private final Refusals refusals;
    private final Clock clock;
    private final Semaphore places = new Semaphore(AT_ONCE);

    RechazosController(RechazoStore rechazos, Lector lector, Fallos fallos, Refusals refusals, Clock clock) {
        this.rechazos = rechazos;
        this.lector = lector;
        this.fallos = fallos;
        this.refusals = refusals;
        refusals.known(List.of(BUSY));
        this.clock = clock;
    }

    /** Null when the answer was written already. */
    @GetMapping("/api/rechazos")
    @Nullable
    ResponseEntity<byte[]> rechazos(
            @AuthenticationPrincipal Identidad sender,
            @RequestParam Map<String, String> query,
            HttpServletRequest request,
            HttpServletResponse response)
            throws IOException {
        Consulta consulta = Consulta.read(query, sender, lector, clock.instant());
        if (HttpMethod.HEAD.matches(request.getMethod())) {
            return ResponseEntity.ok().contentType(NDJSON).build(); // nobody would get what was read
        }
        Integer limite = consulta.limite();
        if (limite != null) {
            ByteArrayOutputStream lines = new ByteArrayOutputStream();
            for (Fila fila : rechazos.newest(consulta, limite)) {
                Linea.write(lines, fila);
            }
            return ResponseEntity.ok().contentType(NDJSON).body(lines.toByteArray());
        }
        if (!places.tryAcquire()) {
            refusals.refused(BUSY);
            return Respuesta.error(429, BUSY, "Ya se leen muchos rechazos a la vez. Intenta de nuevo.")
                    .toEntity();
        }
        try {
            stream(consulta, request, response);
            return null;
        } finally {
            places.release();
        }
    }

    /** What fails before the first byte is out has a better answer than a cut. */
    private void stream(Consulta consulta, HttpServletRequest request, HttpServletResponse response)
            throws IOException {
        try {
            long start = System.nanoTime();
            Lugar lugar = Lugar.before(consulta.desde());
            List<Fila> page;
            do {
                page = rechazos.after(lugar, consulta, PAGE);
                response.setContentType(NDJSON.toString());
                for (Fila fila : page) {
                    if (System.nanoTime() - start > TIME_LIMIT.toNanos()) {
                        log.info("An answer with refusals was cut: its reader is too slow");
                        Cortes.cut(request);
                        return;
                    }
                    Linea.write(response.getOutputStream(), fila);
                    lugar = fila.lugar();
                }
            } while (page.size() == PAGE);
        } catch (DataAccessException e) {
            if (!response.isCommitted()) {
                response.resetBuffer();
                throw e;
            }
            fallos.database(e, 1);
            Cortes.cut(request);
        }
    }
}
