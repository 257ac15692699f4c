package cargue.seguridad;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Hosts and ports, compared as what they are and never as parts of text. */
final class Urls {

    private static final int HTTP = 80;
    private static final int HTTPS = 443;
    private static final Pattern IPV4 =
            Pattern.compile("(25[0-5]|2[0-4]\\d|1?\\d?\\d)(\\.(25[0-5]|2[0-4]\\d|1?\\d?\\d)){3}");
    private static final Pattern IPV6 = Pattern.compile("[0-9a-f:]*:[0-9a-f:]*(\\d+(\\.\\d+){3})?");

    private Urls() {}

    /** A host in lower case, of IPv6 without brackets, and a port. */
    record Authority(String host, int port) {}

    static boolean isHttp(String text) {
        return parse(text)
                .filter(uri -> uri.getHost() != null && uri.getUserInfo() == null)
                .filter(uri -> "http".equalsIgnoreCase(uri.getScheme()) || "https".equalsIgnoreCase(uri.getScheme()))
                .isPresent();
    }

    /** Refuses a setting that is there and no URL. */
    static void requireHttp(String setting, @Nullable String text) {
        if (text != null && !isHttp(text)) {
            throw new SettingsInvalid(setting + " must be an http or https URL, but is " + text);
        }
    }

    /** Whether it is an origin as browsers send it: a scheme, a host, perhaps a port, and nothing more. */
    static boolean isOrigin(String text) {
        return isHttp(text)
                && parse(text)
                        .filter(uri -> uri.getRawPath().isEmpty())
                        .filter(uri -> uri.getRawQuery() == null && uri.getRawFragment() == null)
                        .isPresent();
    }

    /** Of an origin or a base URL; empty for what is neither, such as {@code null}. */
    static Optional<Authority> ofUrl(String url) {
        return isHttp(url) ? parse(url).map(uri -> authority(uri, uri.getScheme())) : Optional.empty();
    }

    /**
     * Of a Host header.
     *
     * @param scheme whose standard port a missing one is
     */
    static Optional<Authority> ofHost(@Nullable String host, String scheme) {
        if (host == null || host.isEmpty() || host.contains("/") || host.contains("@")) {
            return Optional.empty();
        }
        return parse(scheme + "://" + host)
                .filter(uri -> uri.getHost() != null)
                .filter(uri -> uri.getRawPath().isEmpty() && uri.getRawQuery() == null && uri.getRawFragment() == null)
                .map(uri -> authority(uri, scheme));
    }

    /** Whether it is an IP address in digits, and no name that something might look up. */
    static boolean isLiteral(String host) {
        return IPV4.matcher(host).matches() || IPV6.matcher(host).matches();
    }

    /** Whether it names this machine. */
    static boolean isLoopback(String host) {
        return host.equals("localhost")
                || host.equals("::1")
                || (IPV4.matcher(host).matches() && host.startsWith("127."));
    }

    private static Authority authority(URI uri, String scheme) {
        int standard = "https".equalsIgnoreCase(scheme) ? HTTPS : HTTP;
        String host = uri.getHost().toLowerCase(Locale.ROOT);
        boolean brackets = host.startsWith("[") && host.endsWith("]");
        return new Authority(
                brackets ? host.substring(1, host.length() - 1) : host, uri.getPort() == -1 ? standard : uri.getPort());
    }

    private static Optional<URI> parse(String text) {
        try {
            return Optional.of(new URI(text));
        } catch (URISyntaxException e) {
            return Optional.empty();
        }
    }
}
