package cargue.faults.checker;

import cargue.faults.history.Fila;
import cargue.faults.history.Post;
import cargue.faults.history.Post.Outcome;
import cargue.faults.history.Post.Told;
import java.util.function.UnaryOperator;

/** Answers that ingest-service must not give, put into a history that had none. Each breaks one promise. */
final class AnswerSpoils {

    private AnswerSpoils() {}

    static void tellAnotherV(MadeHistory h) {
        tell(h, t -> new Told(t.status(), null, !t.v(), t.d(), t.total()));
    }

    static void tellAnotherD(MadeHistory h) {
        tell(h, t -> new Told(t.status(), null, t.v(), !t.d(), t.total()));
    }

    static void tellAnotherTotal(MadeHistory h) {
        tell(h, t -> new Told(t.status(), null, t.v(), t.d(), t.total() + 1));
    }

    /** A change's answer tells something else of the row than the event. */
    private static void tell(MadeHistory h, UnaryOperator<Told> other) {
        Post post = h.check(h.fila(0), "d", 1);
        Told told = post.told();
        if (told == null) {
            throw new IllegalStateException("an answer that tells nothing");
        }
        h.replace(post, MadeRun.told(post, other.apply(told)));
    }

    /** "Not before the dispatcher", who had ticked before anybody asked. */
    static void wantDThatIsThere(MadeHistory h) {
        Post tick = h.check(h.fila(0), "d", 1);
        refuse(h, h.ask(tick.fila(), "v", 1), 400, "CHECK_D_REQUERIDO");
    }

    /** "Nothing to load", though there is. */
    static void wantQuantityThatIsThere(MadeHistory h) {
        refuse(h, h.ask(h.fila(0), "d", 1), 400, "SIN_CANTIDAD");
    }

    /** That d is lacking is to be told first. */
    static void tellTheSecondReason(MadeHistory h) {
        Fila fila = h.fila(0);
        int cantidad = h.run.stream(fila.vendedorId()).row(fila).cantidad();
        h.check(fila, "dctos", cantidad + 1_000_000);
        refuse(h, h.ask(fila, "v", 1), 400, "SIN_CANTIDAD");
    }

    /** The dispatcher's check waits for nobody. */
    static void wantDForD(MadeHistory h) {
        refuse(h, h.ask(h.fila(0), "d", 1), 400, "CHECK_D_REQUERIDO");
    }

    static void refuseToUntick(MadeHistory h) {
        refuse(h, h.ask(h.fila(0), "v", 0), 400, "CHECK_D_REQUERIDO");
    }

    static void refuseQuantity(MadeHistory h) {
        refuse(h, h.ask(h.fila(0), "dctos", h.run.dctos(100)), 400, "SIN_CANTIDAD");
    }

    static void claimAConflict(MadeHistory h) {
        refuse(h, h.ask(h.fila(0), "v", 1), 409, "CAMBIO_CONCURRENTE");
    }

    static void refuseWithAnotherStatus(MadeHistory h) {
        refuse(h, h.ask(h.fila(0), "v", 1), 404, "CHECK_D_REQUERIDO");
    }

    /** No harm: the row was ticked while the refusal was on its way. */
    static void refuseAtTheSameTime(MadeHistory h) {
        Fila fila = h.fila(0);
        Post early = h.ask(fila, "v", 1);
        Post tick = h.check(fila, "d", 1);
        refuse(h, Spoils.timed(early, early.invoked(), tick.completed()), 400, "CHECK_D_REQUERIDO");
    }

    /** Refused once the database was back, for a state that no restore excuses. Of a restored history. */
    static void refuseAfterRestore(MadeHistory h) {
        wantDThatIsThere(h);
    }

    /** Refused before the copy was made. Of a restored history. */
    static void refuseBeforeTheCopy(MadeHistory h) {
        Post first = h.posts.stream()
                .filter(p -> p.fila().vendedorId().equals(MadeRun.UNSEEN))
                .findFirst()
                .orElseThrow();
        Post early = Spoils.timed(h.ask(first.fila(), "d", 1), first.invoked() - 2, first.invoked() - 1);
        refuse(h, early, 400, "SIN_CANTIDAD");
    }

    private static void refuse(MadeHistory h, Post asked, int status, String error) {
        long completed = asked.completed() == Long.MAX_VALUE ? asked.invoked() + 1000 : asked.completed();
        Post refused = Spoils.outcome(Spoils.timed(asked, asked.invoked(), completed), Outcome.REFUSED);
        h.add(MadeRun.told(refused, new Told(status, error, false, false, 0)));
    }
}
