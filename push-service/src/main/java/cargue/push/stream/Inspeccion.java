package cargue.push.stream;

import cargue.contract.Posicion;
import cargue.push.viewer.Filtro;
import cargue.push.viewer.Peticion;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * What those who look after a node may ask of its stream. Answers come from the stream's thread, {@link NotServed} when
 * it serves nobody now. Any thread.
 */
@Component
public final class Inspeccion {

    private final PushStream stream;
    private final Clock clock;
    private final Instant desde;

    Inspeccion(PushStream stream, Clock clock) {
        this.stream = stream;
        this.clock = clock;
        this.desde = clock.instant();
    }

    /** Since when the process runs. */
    public Instant desde() {
        return desde;
    }

    /** Where the stream stands. */
    public Phase phase() {
        return stream.phase();
    }

    /** Why, in words for operators. */
    public String detail() {
        return stream.detail();
    }

    /** The node as it is. */
    public CompletableFuture<Vista.Nodo> nodo() {
        return ask(StreamCycle::show);
    }

    /**
     * Its connections, by their age.
     *
     * @param vendedorId only those that follow it; null: all
     * @param limit so many at most
     */
    public CompletableFuture<List<Vista.Espectador>> viewers(@Nullable String vendedorId, int limit) {
        return ask(cycle -> cycle.show(vendedorId, limit));
    }

    /** Sends a connection away, which may come back at once; false when it is not there any more. */
    public CompletableFuture<Boolean> kick(long id) {
        return ask(cycle -> cycle.kick(id));
    }

    /**
     * All that the node keeps of a vendedor; completes within the wait for a position.
     *
     * @param hasta the position that it is to have reached before, if Kafka holds so much; null: as it is
     */
    public CompletableFuture<Vista.Registro> vendedor(String vendedorId, @Nullable Posicion hasta) {
        Filtro all = new Filtro(null, null, LocalDate.now(clock).minusDays(Filtro.DIAS_ATRAS));
        CompletableFuture<Vista.Registro> answer = new CompletableFuture<>();
        stream.arrive(new Llegada.Inspector(new Peticion(vendedorId, all, hasta), answer));
        return answer;
    }

    private <T> CompletableFuture<T> ask(Function<StreamCycle, T> question) {
        Pregunta<T> pregunta = new Pregunta<>(question);
        stream.post(pregunta);
        return pregunta.answer();
    }
}
