package cargue.client;

import org.jspecify.annotations.Nullable;

/** How far what a client shows of a vendedor can be trusted. */
public sealed interface Estado {

    /** Nothing was received yet; the first connection is being made. */
    record Conectando() implements Estado {}

    /**
     * The sheets are complete and every change is received.
     *
     * @param atrasoS 0: live; n: what is shown is n seconds behind; null: the server does not know
     */
    record EnVivo(@Nullable Long atrasoS) implements Estado {

        /** Whether what is shown is what is stored, but for the moment that a change takes. */
        public boolean alDia() {
            return atrasoS != null && atrasoS == 0;
        }
    }

    /**
     * What is shown may be out of date; the client connects again by itself.
     *
     * @param motivo why the last connection ended or was not made, for a log
     */
    record Reconectando(String motivo) implements Estado {}

    /**
     * Nothing more will be received: the server refused what was asked for, or the client was closed.
     *
     * @param codigo the close code ({@code 4403}), the HTTP status ({@code 403}), the server's word for an error
     *     ({@code FECHA_FUERA_DE_RANGO}) or {@link #CERRADO}
     * @param motivo the same for people, as far as it is known
     */
    record Terminado(String codigo, String motivo) implements Estado {

        /** The program closed the client, or unsubscribed. */
        public static final String CERRADO = "CERRADO";
    }
}
