package cargue.ingest.planilla;

import cargue.contract.Dia;
import java.time.LocalDate;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.springframework.data.jpa.repository.Query;
import org.springframework.data.repository.Repository;

/** The rows in PostgreSQL. Everything is read from the primary. */
interface Renglones extends Repository<Renglon, RenglonId> {

    Optional<Renglon> findById(RenglonId id);

    @Query("""
            SELECT r FROM Renglon r
            WHERE r.id.vendedorId = :vendedorId AND r.id.fecha = :fecha AND r.id.dia = :dia
              AND r.id.productoClave IN :claves
            """)
    List<Renglon> findSome(String vendedorId, LocalDate fecha, Dia dia, Collection<String> claves);

    @Query("""
            SELECT r FROM Renglon r
            WHERE r.id.vendedorId = :vendedorId AND r.id.fecha = :fecha AND r.id.dia = :dia
            ORDER BY r.id.productoClave
            """)
    List<Renglon> findAll(String vendedorId, LocalDate fecha, Dia dia);

    @Query("""
            SELECT count(r) FROM Renglon r
            WHERE r.id.vendedorId = :vendedorId AND r.id.fecha = :fecha AND r.id.dia = :dia
            """)
    int count(String vendedorId, LocalDate fecha, Dia dia);

    @Query(
            value = "SELECT count(*) FROM (SELECT DISTINCT fecha, dia FROM renglon"
                    + " WHERE vendedor_id = :vendedorId AND fecha >= :desde) AS planillas",
            nativeQuery = true)
    int countPlanillas(String vendedorId, LocalDate desde);
}
