package cargue.push.admin;

import jakarta.validation.constraints.Size;
import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * What a node calls itself and which others it asks, under {@code cargue.push}.
 *
 * @param nodo this node's name, for people. Default: the host's
 * @param nodos base URLs of all nodes, this one among them, as they reach one another; only these are ever asked, with
 *     the asking administrator's own token. Default none: only this node is shown
 */
@Validated
@ConfigurationProperties("cargue.push")
public record AdminSettings(
        @Nullable String nodo, @DefaultValue @Size(max = 32) List<String> nodos) {

    /** Refuses what is no address of a service. */
    public AdminSettings {
        nodo = nodo == null || nodo.isBlank() ? hostName() : nodo.strip();
        nodos = nodos.stream().map(AdminSettings::base).distinct().toList();
    }

    private static String base(String url) {
        URI uri = URI.create(url.strip());
        boolean http = "http".equalsIgnoreCase(uri.getScheme()) || "https".equalsIgnoreCase(uri.getScheme());
        boolean more = uri.getRawUserInfo() != null || uri.getRawQuery() != null || uri.getRawFragment() != null;
        if (!http || uri.getHost() == null || more || !List.of("", "/").contains(uri.getRawPath())) {
            throw new IllegalArgumentException(
                    "cargue.push.nodos must list base URLs, such as http://push-1:8082, but has " + url);
        }
        return uri.getScheme() + "://" + uri.getRawAuthority();
    }

    private static String hostName() {
        try {
            return InetAddress.getLocalHost().getHostName();
        } catch (UnknownHostException e) {
            return "push-service"; // a host that does not know its own name
        }
    }

    /** This node's name. */
    String nombre() {
        return String.valueOf(nodo);
    }
}
