package cargue.local.service;

import cargue.local.process.Ports;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * Where the parts of one stack are, for one another and for browsers.
 *
 * @param issuer whose tokens the services take, such as {@code http://127.0.0.1:8083}
 */
public record Addresses(String issuer, int ingestPort, int pushPort) {

    /** What ingest-service is to know of the others: settings for {@link ServiceOptions#with(Map)}. */
    public Map<String, String> forIngest() {
        return settings(pushPort);
    }

    /** What push-service is to know of the others. */
    public Map<String, String> forPush() {
        return settings(ingestPort);
    }

    /** All pages of the two services, as browsers name where a page comes from. */
    public List<String> origins() {
        return Stream.of(ingestPort, pushPort)
                .flatMap(port -> origins(port).stream())
                .toList();
    }

    private Map<String, String> settings(int otherPort) {
        return Map.of(
                "CARGUE_SEGURIDAD_EMISOR", issuer,
                "CARGUE_SEGURIDAD_ORIGENES", String.join(",", origins(otherPort)),
                "CARGUE_DIRECCIONES_INGEST", url(ingestPort),
                "CARGUE_DIRECCIONES_PUSH", url(pushPort));
    }

    /** People type the one or the other. */
    private static List<String> origins(int port) {
        return List.of(url(port), "http://localhost:" + port);
    }

    private static String url(int port) {
        return "http://" + Ports.HOST + ":" + port;
    }
}
