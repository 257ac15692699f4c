package cargue.push.stream;

import cargue.contract.Posicion;
import cargue.push.viewer.Cierre;
import cargue.push.viewer.Peticion;
import java.util.concurrent.CompletableFuture;
import java.util.function.Predicate;

/** Someone who asks for a vendedor's state and perhaps for what follows; gets it, or is refused, once. */
sealed interface Llegada {

    Peticion peticion();

    /** Whether nobody waits for the answer any more. */
    boolean isGone();

    boolean isOf(Conexion conexion);

    default boolean isOf(Conexion conexion, String vendedorId) {
        return isOf(conexion) && peticion().vendedorId().equals(vendedorId);
    }

    /** Gives what was asked for. */
    void serve(StreamState state);

    /** It cannot be given now: to be tried again. */
    void refuse();

    /** A connection that wants the state and every change after it. */
    record Follower(Conexion conexion, Peticion peticion) implements Llegada {

        @Override
        public boolean isGone() {
            return !conexion.isOpen();
        }

        @Override
        public boolean isOf(Conexion other) {
            return conexion == other;
        }

        @Override
        public void serve(StreamState state) {
            state.follow(conexion, peticion);
        }

        @Override
        public void refuse() {
            conexion.dismiss(Cierre.SOBRECARGA);
        }
    }

    /** A request for all that is kept of a vendedor. */
    record Inspector(Peticion peticion, CompletableFuture<Vista.Registro> answer) implements Llegada {

        @Override
        public boolean isGone() {
            return answer.isDone();
        }

        @Override
        public boolean isOf(Conexion other) {
            return false;
        }

        @Override
        public void serve(StreamState state) {
            answer.complete(state.registro(peticion));
        }

        @Override
        public void refuse() {
            answer.completeExceptionally(new NotServed());
        }
    }

    /** A request for the state as it is. */
    record Reader(Peticion peticion, Predicate<Posicion> known, StreamRules rules, CompletableFuture<Planilla> answer)
            implements Llegada {

        @Override
        public boolean isGone() {
            return answer.isDone();
        }

        @Override
        public boolean isOf(Conexion other) {
            return false;
        }

        @Override
        public void serve(StreamState state) {
            answer.complete(state.planilla(peticion, known, rules.atraso()));
        }

        @Override
        public void refuse() {
            answer.completeExceptionally(new NotServed());
        }
    }
}
