package cargue.analysts.export;

import cargue.analysts.export.Avance.Argumentos;
import cargue.analysts.export.Avance.Tramo;
import cargue.analysts.export.Unicos.Lugar;
import cargue.contract.Evento;
import cargue.local.process.Progress;
import cargue.local.process.StackException;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/**
 * One reading of the topic into a part file, one partition after the other, so that the file depends on nothing but what
 * the topic holds. From time to time it notes how far it is, after the part file is on the disk. One thread; another may
 * ask {@link #toString()} how far it is.
 */
final class Lectura {

    private static final Duration POLL = Duration.ofMillis(250);

    private final Tema tema;
    private final Pedido pedido;
    private final Parte parte;
    private final Vista vista;
    private final Ritmo ritmo;
    private final Progress progress;
    private final List<Tramo> tramos;
    private final Unicos unicos;
    private final long total;
    private volatile Cuenta cuenta;
    private volatile long left;

    /** @param from where it goes on; what the part file holds beyond that is forgotten */
    Lectura(Tema tema, Pedido pedido, Parte parte, Avance from, Ritmo ritmo, Progress progress) throws IOException {
        this.tema = tema;
        this.pedido = pedido;
        this.parte = parte;
        this.vista = from.vista();
        this.ritmo = ritmo;
        this.progress = progress;
        this.tramos = new ArrayList<>(from.tramos());
        this.unicos = new Unicos(from.vendedores());
        this.cuenta = from.cuenta();
        this.total =
                tramos.stream().mapToLong(tramo -> tramo.fin() - tramo.inicio()).sum();
        this.left = left();
        parte.goOnAt(from.bytes());
    }

    /**
     * Reads to the end, and returns how far that is; all of it is on the disk.
     *
     * @throws StackException when Kafka is silent for too long
     * @throws org.apache.kafka.common.KafkaException when it fails otherwise
     */
    Avance read() throws IOException {
        note(); // from now on what is in the part file is known to be an export's
        for (int i = 0; i < tramos.size(); i++) {
            tema.consumer().seek(tema.partitions().get(i), tramos.get(i).siguiente());
        }
        for (int i = 0; i < tramos.size(); i++) {
            if (tramos.get(i).siguiente() < tramos.get(i).fin()) {
                read(i);
            }
        }
        return note();
    }

    private void read(int i) throws IOException {
        Consumer<byte[], byte[]> consumer = tema.consumer();
        TopicPartition partition = tema.partitions().get(i);
        consumer.pause(tema.partitions());
        consumer.resume(List.of(partition));
        long heard = System.nanoTime();
        while (tramos.get(i).siguiente() < tramos.get(i).fin()) {
            ConsumerRecords<byte[], byte[]> batch = consumer.poll(POLL);
            for (ConsumerRecord<byte[], byte[]> record : batch.records(partition)) {
                if (record.offset() < tramos.get(i).fin()) {
                    take(record);
                }
            }
            long next = consumer.position(partition);
            if (next > tramos.get(i).siguiente()) {
                heard = System.nanoTime();
                tramos.set(i, tramos.get(i).at(next));
                left = left();
            } else if (System.nanoTime() - heard > Conexion.LIMIT.toNanos()) {
                throw new StackException("Kafka " + FalloKafka.silent());
            }
            if (ritmo.isDue(batch.count())) {
                note();
            }
        }
    }

    private void take(ConsumerRecord<byte[], byte[]> record) throws IOException {
        Evento evento;
        try {
            evento = Registros.read(record);
        } catch (Registros.NoEvento e) {
            String lugar = record.topic() + "-" + record.partition() + "@" + record.offset();
            cuenta = cuenta.unreadable(lugar);
            if (cuenta.ilegibles().veces() <= Cuenta.TOLD) {
                progress.say("warning: " + lugar + " is no event, skipped: " + e.getMessage());
            }
            return;
        }
        if (!unicos.isNew(evento)) {
            cuenta = cuenta.repeated();
            return;
        }
        boolean wanted = pedido.intervalo().holds(evento.ocurridoEn());
        lookForHole(evento);
        unicos.passed(evento, wanted);
        if (wanted) {
            parte.line(record.value());
            cuenta = cuenta.written(evento.ocurridoEn());
        }
    }

    /** One that lies wholly before the time that is wanted, or after it, is nothing to this file. */
    private void lookForHole(Evento evento) {
        @Nullable Lugar after = unicos.hole(evento);
        if (after == null
                || evento.ocurridoEn().isBefore(pedido.intervalo().desde())
                || !after.ocurridoEn().isBefore(pedido.intervalo().hasta())) {
            return;
        }
        String lugar = evento.vendedorId() + " between " + after.posicion() + " and " + evento.posicion();
        cuenta = cuenta.hole(lugar);
        if (cuenta.huecos().veces() <= Cuenta.TOLD) {
            progress.say("warning: the topic lacks events of " + lugar);
        }
    }

    private Avance note() throws IOException {
        parte.force();
        ritmo.beforeNote();
        Avance avance = new Avance(
                Avance.VERSION,
                Argumentos.of(pedido),
                tema.id(),
                vista,
                List.copyOf(tramos),
                parte.bytes(),
                cuenta,
                unicos.lugares(),
                null);
        avance.write(pedido.progress());
        return avance;
    }

    private long left() {
        return tramos.stream()
                .mapToLong(tramo -> tramo.fin() - tramo.siguiente())
                .sum();
    }

    /** How far it is, for people; any thread. */
    @Override
    public String toString() {
        long percent = total == 0 ? 100 : 100 * (total - left) / total;
        return "read " + percent + " %, " + cuenta.eventos() + " events written";
    }
}
