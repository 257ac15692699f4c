package cargue.faults.client;

import cargue.faults.history.Fila;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/** The sheets of a run. All are of days after today, so that no midnight takes them from a viewer. */
public final class Planillas {

    /** A row's quantity: what is deducted may be more, and then it has nothing to load. */
    static final int CANTIDAD = 400_000;

    private static final List<String> DIAS = List.of("LUNES", "MARTES");
    private static final int PRODUCTOS = 18;

    private final List<String> vendedores;
    private final LocalDate manana = LocalDate.now(ZoneId.of("America/Bogota")).plusDays(1);

    /** Of so many vendedores; the first is the one whom most is about. */
    public Planillas(int count) {
        vendedores = IntStream.rangeClosed(1, count).mapToObj(i -> "F" + i).toList();
    }

    /** All of them. */
    public List<String> vendedores() {
        return vendedores;
    }

    /** All rows of a vendedor. */
    List<Fila> filas(String vendedorId) {
        List<Fila> filas = new ArrayList<>();
        for (int dia = 0; dia < DIAS.size(); dia++) {
            for (int i = 0; i < PRODUCTOS; i++) {
                filas.add(new Fila(
                        vendedorId, manana.plusDays(dia).toString(), DIAS.get(dia), "AREPA PEQUEÑA #" + i + "/10Un"));
            }
        }
        return filas;
    }
}
