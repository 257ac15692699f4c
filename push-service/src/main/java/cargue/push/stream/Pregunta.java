package cargue.push.stream;

import cargue.push.stream.Mandos.Mando;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;

/** A question that the stream's thread answers as things stand; {@link NotServed} when nothing is served now. */
record Pregunta<T>(Function<StreamCycle, T> question, CompletableFuture<T> answer) implements Mando {

    Pregunta(Function<StreamCycle, T> question) {
        this(question, new CompletableFuture<>());
    }

    @Override
    public void run(StreamCycle cycle) {
        answer.complete(question.apply(cycle));
    }

    @Override
    public void refuse() {
        answer.completeExceptionally(new NotServed());
    }
}
