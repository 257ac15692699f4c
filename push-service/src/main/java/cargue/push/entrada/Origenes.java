package cargue.push.entrada;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * From which web pages a stream may be opened: this service's own, and those listed. Browsers let any page open a
 * WebSocket to any address; only this check keeps a foreign page out. A client that is no browser sends no Origin.
 */
final class Origenes {

    private final Set<String> listed;

    Origenes(List<String> listed) {
        this.listed = Set.copyOf(listed);
    }

    /**
     * @param origins the request's Origin headers
     * @param host its Host header
     */
    boolean accepts(List<String> origins, @Nullable String host) {
        if (origins.isEmpty()) {
            return true;
        }
        String origin = origins.get(0);
        return origins.size() == 1 && (listed.contains(origin) || same(origin, host));
    }

    /** Host and port equal; a missing port is the origin's scheme's, since TLS may end before this service. */
    private static boolean same(String origin, @Nullable String host) {
        if (host == null) {
            return false;
        }
        try {
            URI page = new URI(origin);
            String scheme = page.getScheme();
            if (scheme == null || page.getHost() == null) {
                return false;
            }
            return authority(page).equals(authority(new URI(scheme + "://" + host)));
        } catch (URISyntaxException e) {
            return false;
        }
    }

    private static String authority(URI uri) {
        int standard = "https".equalsIgnoreCase(uri.getScheme()) ? 443 : 80;
        int port = uri.getPort() == -1 ? standard : uri.getPort();
        return String.valueOf(uri.getHost()).toLowerCase(Locale.ROOT) + ":" + port;
    }
}
