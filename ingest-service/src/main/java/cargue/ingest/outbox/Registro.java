package cargue.ingest.outbox;

import cargue.contract.Evento;

/**
 * An event to be stored and sent.
 *
 * @param traceparent W3C trace context of the request that made it
 */
public record Registro(Evento evento, String traceparent) {}
