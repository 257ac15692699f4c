package cargue.analysts.export;

import cargue.analysts.export.Avance.Argumentos;
import cargue.analysts.export.Avance.Tramo;
import cargue.analysts.export.Unicos.Lugar;
import cargue.contract.Temas;
import cargue.local.process.Progress;
import cargue.local.process.StackException;
import java.io.IOException;
import java.nio.channels.ClosedByInterruptException;
import java.nio.file.Files;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.InterruptException;
import org.jspecify.annotations.Nullable;

/**
 * Takes the events of a time out of the topic: each once, in order for each vendedor, up to where the topic ended when
 * it began. One that was broken off, however hard, goes on when it is asked for again. Its memory does not grow with the
 * number of events. One thread at a time.
 */
public final class Export {

    private final Conexion conexion;
    private final String topic;
    private final String latidos;
    private final Ritmo ritmo;
    private final Progress progress;
    private final long began = System.nanoTime();

    public Export(Conexion conexion, Progress progress) {
        this(conexion, Temas.CHECKS, Temas.LATIDOS, Ritmo.ordinary(), progress);
    }

    Export(Conexion conexion, String topic, String latidos, Ritmo ritmo, Progress progress) {
        this.conexion = conexion;
        this.topic = topic;
        this.latidos = latidos;
        this.ritmo = ritmo;
        this.progress = progress;
    }

    /**
     * Does it.
     *
     * @throws StackException when the file is there, the progress is of other arguments, Kafka or the disk fails
     * @throws InterruptedException when the thread was; asked for again, it goes on
     */
    public Resultado run(Pedido pedido) throws InterruptedException {
        try {
            @Nullable Avance former = former(pedido);
            if (former != null && Archivos.isInPlace(pedido, former)) {
                Archivos.tidy(pedido);
                progress.say("all was done already, but for the files beside it");
                return result(pedido, former, true);
            }
            Archivos.requireFree(pedido);
            try (Parte parte = Parte.open(pedido.part())) {
                return run(pedido, parte);
            }
        } catch (InterruptException | ClosedByInterruptException e) {
            Thread.interrupted(); // told by the exception from here on
            throw new InterruptedException();
        } catch (KafkaException e) {
            throw FalloKafka.answer(e, conexion.address());
        } catch (IOException e) {
            throw Archivos.failure(pedido, e);
        }
    }

    private static @Nullable Avance former(Pedido pedido) {
        @Nullable Avance former = Avance.read(pedido);
        if (former != null && !former.argumentos().equals(Argumentos.of(pedido))) {
            throw new StackException(pedido.progress() + " is of an export from "
                    + former.argumentos().desde() + " to " + former.argumentos().hasta() + " as "
                    + former.argumentos().formato().word() + ": " + pedido.anew() + ", or use another FILE");
        }
        return former;
    }

    private Resultado run(Pedido pedido, Parte parte) throws InterruptedException, IOException {
        @Nullable Avance former = former(pedido); // anew: whoever had the part file until now wrote it
        if (former == null) {
            Archivos.requireOwn(pedido);
        }
        try (Tema tema = Tema.open(conexion, topic)) {
            Avance from = from(tema, pedido, parte, former);
            Avance all = read(new Lectura(tema, pedido, parte, from, ritmo, progress), pedido);
            return result(pedido, all, from.equals(former));
        } finally {
            if (parte.isCreated() && !Files.exists(pedido.progress())) {
                Files.deleteIfExists(pedido.part()); // nothing is in it
            }
        }
    }

    private Avance read(Lectura lectura, Pedido pedido) throws InterruptedException, IOException {
        boolean done = false;
        try {
            Avance all = Pulso.during(lectura::read, () -> progress.say(lectura.toString()));
            Archivos.finish(pedido, all, progress);
            done = true;
            return all;
        } finally {
            if (!done && Files.exists(pedido.progress())) {
                progress.say("stopped; the same command goes on where this is");
            }
        }
    }

    private Avance from(Tema tema, Pedido pedido, Parte parte, @Nullable Avance former) throws IOException {
        if (former != null) {
            if (!former.tema().equals(tema.id())) {
                throw new StackException(pedido.progress() + " is of another topic than the one that is at "
                        + conexion.address() + ": " + pedido.anew());
            }
            tema.requireHolds(former.tramos(), pedido);
            if (parte.size() >= former.bytes()) {
                progress.say("going on after " + former.cuenta().eventos() + " events, with the topic as it was at "
                        + former.vista().en());
                return former;
            }
            progress.say("warning: " + pedido.part() + " is shorter than it was, so this begins anew");
        }
        Vista vista = Vista.of(tema, conexion, latidos, pedido.intervalo());
        vista.warnings(pedido.intervalo()).forEach(progress::say);
        List<Tramo> tramos = tema.from(pedido.intervalo().desde());
        return new Avance(
                Avance.VERSION, Argumentos.of(pedido), tema.id(), vista, tramos, 0, Cuenta.NONE, Map.of(), null);
    }

    private Resultado result(Pedido pedido, Avance all, boolean resumed) throws IOException {
        Cuenta cuenta = all.cuenta();
        cuenta.warnings().forEach(progress::say);
        long vendedores =
                all.vendedores().values().stream().filter(Lugar::escrito).count();
        return new Resultado(
                pedido,
                cuenta.eventos(),
                vendedores,
                cuenta.primero(),
                cuenta.ultimo(),
                cuenta.repetidos(),
                cuenta.ilegibles().veces(),
                cuenta.huecos().veces(),
                Files.size(pedido.file()),
                Duration.ofNanos(System.nanoTime() - began),
                Memoria.peak(),
                resumed,
                all.vista());
    }
}
