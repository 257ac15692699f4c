package cargue.seguridad;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import jakarta.servlet.ServletRequest;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.mock.web.MockFilterChain;
import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.mock.web.MockHttpServletResponse;

class ClienteFilterTests {

    private static final Direcciones DIRECCIONES = new Direcciones("https://Cargue.Example", "http://10.0.0.7:8082");

    @ParameterizedTest
    @CsvSource(
            nullValues = "-",
            value = {
                "localhost,true",
                "LOCALHOST:8081,true",
                "127.0.0.1:8081,true",
                "127.9.9.9,true",
                "[::1]:8081,true",
                "192.168.1.5:8081,true",
                "[fe80::1],true",
                "cargue.example,true",
                "CARGUE.example:443,true",
                "evil.test,false",
                "evil.test:8081,false",
                "localhost.evil.test,false",
                "cargue.example.evil.test,false",
                "cargue.example@evil.test,false",
                "evil.test@cargue.example,false",
                "cargue.example/evil.test,false",
                "127.0.0.1.evil.test,false",
                "1270.0.0.1,false",
                "127.1,false",
                "0x7f.1,false",
                "'',false",
                "-,false",
            })
    void isKnownByTheNamesOfThisMachineAndItsOwnAddresses(@Nullable String host, boolean ours) throws Exception {
        assertThat(status(filter(), host)).isEqualTo(ours ? 200 : 421);
    }

    @ParameterizedTest
    @CsvSource({
        "shop.example,true",
        "SHOP.EXAMPLE:8081,true",
        "10.0.0.9,true",
        "[fd00::9]:8081,true",
        "localhost,false",
        "10.0.0.7,false",
        "cargue.example,false",
    })
    void isKnownByTheListAloneWhereThereIsOne(String host, boolean ours) throws Exception {
        assertThat(status(filter("hosts", "shop.example,10.0.0.9,fd00::9"), host))
                .isEqualTo(ours ? 200 : 421);
    }

    @ParameterizedTest
    @CsvSource(
            nullValues = "-",
            value = {
                // peer, X-Forwarded-For, proxies, address
                "10.0.0.1,-,-,10.0.0.1",
                "10.0.0.1,192.168.7.7,-,10.0.0.1",
                "10.0.0.1,192.168.7.7,10.0.0.9,10.0.0.1",
                "10.0.0.9,192.168.7.7,10.0.0.9,192.168.7.7",
                "10.0.0.9,'192.168.7.7, 203.0.113.5',10.0.0.9,203.0.113.5",
                "10.0.0.9,'192.168.7.7, 203.0.113.5, 10.0.0.8',10.0.0.8/31,203.0.113.5",
                "10.0.0.9,'203.0.113.5, nonsense',10.0.0.9,10.0.0.9",
                "10.0.0.9,'203.0.113.5,',10.0.0.9,10.0.0.9",
                "10.0.0.9,2001:db8::5,10.0.0.9,2001:db8::5",
                "10.0.0.9,10.0.0.9,10.0.0.9,10.0.0.9",
                "10.0.0.9,evil.test,10.0.0.9,10.0.0.9",
            })
    void believesWhatAKnownProxyAddedAndNothingBefore(
            String peer, @Nullable String forwarded, @Nullable String proxies, String address) throws Exception {
        ClienteFilter filter = proxies == null ? filter() : filter("proxies", proxies);
        MockHttpServletRequest request = request("localhost");
        request.setRemoteAddr(peer);
        if (forwarded != null) {
            request.addHeader("X-Forwarded-For", forwarded);
        }
        MockFilterChain chain = new MockFilterChain();
        filter.doFilter(request, new MockHttpServletResponse(), chain);
        assertThat(chain.getRequest()).extracting(ServletRequest::getRemoteAddr).isEqualTo(address);
    }

    @ParameterizedTest
    @ValueSource(strings = {"proxy.example", "10.0.0.0/33", "10.0.0.300", "10.0.0.0/x", "/8"})
    void namesANetworkThatIsNone(String network) {
        assertThatThrownBy(() -> filter("proxies", network))
                .isInstanceOf(SettingsInvalid.class)
                .hasMessageContaining("cargue.seguridad.proxies")
                .hasMessageContaining(network);
    }

    private static ClienteFilter filter(String... settings) {
        return new ClienteFilter(Ajustes.with(settings), DIRECCIONES, new SimpleMeterRegistry());
    }

    private static MockHttpServletRequest request(@Nullable String host) {
        MockHttpServletRequest request = new MockHttpServletRequest("GET", "/");
        if (host != null) {
            request.addHeader("Host", host);
        }
        return request;
    }

    private static int status(ClienteFilter filter, @Nullable String host) throws Exception {
        MockHttpServletResponse response = new MockHttpServletResponse();
        filter.doFilter(request(host), response, new MockFilterChain());
        return response.getStatus();
    }
}
