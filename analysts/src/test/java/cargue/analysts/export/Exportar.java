package cargue.analysts.export;

import cargue.analysts.Broker;
import cargue.analysts.duck.Formato;
import cargue.contract.Temas;
import cargue.local.process.Progress;
import java.nio.file.Path;
import java.time.Instant;

/** Exports all of a test's topic. */
public final class Exportar {

    private Exportar() {}

    /** To a file in the format that its name's ending says. */
    public static void all(Broker broker, String topic, Path file) throws InterruptedException {
        Intervalo all = new Intervalo(Instant.EPOCH, Instant.parse("2100-01-01T00:00:00Z"));
        new Export(Conexion.to(broker.address()), topic, Temas.LATIDOS, Ritmo.ordinary(), Progress.silent())
                .run(new Pedido(file, Formato.of(file), all, false));
    }
}
