package cargue.contract;

import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/** The record headers of an event: CloudEvents 1.0 in Kafka's binary mode, and W3C trace context. */
public final class EventoHeaders {

    /** W3C trace context of the request that made the event. */
    public static final String TRACEPARENT = "traceparent";

    private static final DateTimeFormatter INSTANT =
            DateTimeFormatter.ofPattern(EventoJson.INSTANT, Locale.ROOT).withZone(ZoneOffset.UTC);

    private EventoHeaders() {}

    /** The headers of an event, in the order in which they are sent; the same event always has the same. */
    public static Map<String, String> of(Evento evento, String traceparent) {
        Map<String, String> headers = new LinkedHashMap<>();
        headers.put("ce_specversion", "1.0");
        headers.put("ce_id", evento.id().toString());
        headers.put("ce_source", "/cargue/vendedores/" + evento.vendedorId());
        if (evento instanceof CheckEvento check) {
            headers.put("ce_type", "cargue.check_update.v1");
            headers.put("ce_subject", check.fecha() + "/" + check.dia());
        } else {
            headers.put("ce_type", "cargue.epoca.v1");
        }
        headers.put("ce_time", INSTANT.format(evento.ocurridoEn()));
        headers.put("content-type", "application/json");
        headers.put(TRACEPARENT, traceparent);
        return headers;
    }
}
