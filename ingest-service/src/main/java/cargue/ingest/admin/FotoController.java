package cargue.ingest.admin;

import cargue.contract.Vendedores;
import cargue.ingest.http.Lector;
import cargue.ingest.http.Refusals;
import cargue.ingest.http.Respuesta;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;

/** {@code GET /api/admin/vendedor/{id}/}: what PostgreSQL has of a vendedor, to hold a node of push-service against. */
@RestController
class FotoController {

    private final Fotos fotos;
    private final Refusals refusals;

    FotoController(Fotos fotos, Refusals refusals) {
        this.fotos = fotos;
        this.refusals = refusals;
    }

    @GetMapping("/api/admin/vendedor/{vendedorId}")
    ResponseEntity<byte[]> vendedor(@PathVariable String vendedorId) {
        if (!Vendedores.isId(vendedorId)) {
            throw Lector.invalid("vendedor_id", "debe tener de 1 a 20 letras sin acento, cifras o guiones bajos");
        }
        return fotos.find(vendedorId)
                .map(foto -> Respuesta.of(200, foto))
                .orElseGet(() -> unknown(vendedorId))
                .toEntity();
    }

    private Respuesta unknown(String vendedorId) {
        refusals.refused(Refusals.VENDEDOR_NO_VALIDO);
        return Respuesta.error(400, "Vendedor no válido: " + vendedorId, null);
    }
}
