package cargue.ingest.cambio;

import cargue.contract.Causa;
import cargue.ingest.planilla.Estado;

/** The two checks of a row. */
enum Check {
    /** The seller's. */
    V("v", "actualizar-check-vendedor", Causa.CHECK_V) {
        @Override
        boolean of(Estado estado) {
            return estado.v();
        }

        @Override
        Estado set(Estado estado, boolean value) {
            return estado.withV(value);
        }
    },
    /** The dispatcher's. */
    D("d", "actualizar-check-despachador", Causa.CHECK_D) {
        @Override
        boolean of(Estado estado) {
            return estado.d();
        }

        @Override
        Estado set(Estado estado, boolean value) {
            return estado.withD(value);
        }
    };

    private final String campo;
    private final String call;
    private final Causa causa;

    Check(String campo, String call, Causa causa) {
        this.campo = campo;
        this.call = call;
        this.causa = causa;
    }

    /** The request's field. */
    String campo() {
        return campo;
    }

    String call() {
        return call;
    }

    Causa causa() {
        return causa;
    }

    abstract boolean of(Estado estado);

    abstract Estado set(Estado estado, boolean value);
}
