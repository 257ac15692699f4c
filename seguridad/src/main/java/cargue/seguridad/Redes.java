package cargue.seguridad;

import java.util.List;
import org.springframework.security.web.util.matcher.IpAddressMatcher;

/** A list of networks. */
final class Redes {

    private final List<IpAddressMatcher> networks;

    /** @param setting the list's name, for the error when one is no network */
    Redes(String setting, List<String> networks) {
        this.networks =
                networks.stream().map(network -> matcher(setting, network)).toList();
    }

    private static IpAddressMatcher matcher(String setting, String network) {
        String address = network.contains("/") ? network.substring(0, network.indexOf('/')) : network;
        if (!Urls.isLiteral(address)) {
            throw notANetwork(setting, network);
        }
        try {
            return new IpAddressMatcher(network);
        } catch (IllegalArgumentException e) {
            throw notANetwork(setting, network);
        }
    }

    private static SettingsInvalid notANetwork(String setting, String network) {
        return new SettingsInvalid(setting + " must list networks such as 10.1.0.0/16 or 10.1.2.3, but has " + network);
    }

    /** @param address a literal one; anything else is in no network */
    boolean contains(String address) {
        return Urls.isLiteral(address) && networks.stream().anyMatch(network -> network.matches(address));
    }
}
