package cargue.push.historia;

import java.util.HashSet;
import java.util.Set;
import org.springframework.stereotype.Component;

/**
 * Who may read Kafka now: a bounded number at once on this node, and of those who ask for events one a user. Nobody waits
 * here; who finds no place is refused and comes again. Any thread.
 */
@Component
final class Lectores {

    private final int max;

    /** Guards what follows, and is this object. */
    private final Set<String> usuarios = new HashSet<>();

    private int taken;

    Lectores(HistoriaSettings settings) {
        this.max = settings.maxReaders();
    }

    /**
     * A place to read events.
     *
     * @throws Rechazado 429 when the user has one already, 503 when all are taken
     */
    synchronized Lugar take(String usuario) throws Rechazado {
        if (usuarios.contains(usuario)) {
            throw Rechazado.otraEnCurso();
        }
        Lugar lugar = take(() -> usuarios.remove(usuario));
        usuarios.add(usuario);
        return lugar;
    }

    /**
     * A place to read a day, taken for a moment: a replay counts as a replay, not as its user's reading.
     *
     * @throws Rechazado 503 when all are taken
     */
    synchronized Lugar take() throws Rechazado {
        return take(() -> {});
    }

    /** Whether a place is free at this moment. */
    synchronized boolean hasRoom() {
        return taken < max;
    }

    private Lugar take(Runnable release) throws Rechazado {
        if (taken >= max) {
            throw Rechazado.noDisponible("Hay demasiadas consultas del historial en curso. Intenta de nuevo.", null);
        }
        taken++;
        return new Lugar(release);
    }

    private synchronized void giveBack(Runnable release) {
        taken--;
        release.run();
    }

    /** One place; must be closed, once. */
    final class Lugar {

        private final Runnable release;

        private Lugar(Runnable release) {
            this.release = release;
        }

        void close() {
            giveBack(release);
        }
    }
}
