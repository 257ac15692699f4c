package cargue.ingest.vendedor;

import cargue.contract.Vendedores;
import cargue.ingest.http.Lector;
import cargue.ingest.http.NoPermitido;
import cargue.ingest.http.Respuesta;
import cargue.seguridad.Identidad;
import cargue.seguridad.Permiso;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;

/** {@code GET /api/vendedores/} and {@code PUT /api/vendedores/{id}}. */
@RestController
class VendedorController {

    private final VendedorStore vendedores;
    private final Lector lector;

    VendedorController(VendedorStore vendedores, Lector lector) {
        this.vendedores = vendedores;
        this.lector = lector;
    }

    @GetMapping("/api/vendedores")
    ResponseEntity<byte[]> list(@AuthenticationPrincipal Identidad sender) {
        List<Vendedor> visible = vendedores.list().stream()
                .filter(vendedor -> sender.puede(Permiso.VER, vendedor.vendedorId()))
                .toList();
        return Respuesta.of(200, visible).toEntity();
    }

    @PutMapping(path = "/api/vendedores/{id}", consumes = MediaType.APPLICATION_JSON_VALUE)
    ResponseEntity<byte[]> put(
            @PathVariable String id,
            @AuthenticationPrincipal Identidad sender,
            @RequestBody(required = false) byte @Nullable [] body) {
        if (!Vendedores.isId(id)) {
            throw Lector.invalid("vendedor_id", "debe tener de 1 a 20 letras sin acento, cifras o guiones bajos");
        }
        Vendedor vendedor = new Vendedor(
                id, lector.read(lector.object(body), PutRequest.class).nombre());
        NoPermitido.unless(sender, Permiso.ADMINISTRAR);
        return Respuesta.of(vendedores.put(vendedor) ? 201 : 200, vendedor).toEntity();
    }

    record PutRequest(
            @NotNull
            @Pattern(
                    regexp = "(?=.*\\S)[^\\p{Cc}\\p{Cs}]{1,100}",
                    message = "debe tener de 1 a 100 caracteres, sin caracteres de control")
            String nombre) {}
}
