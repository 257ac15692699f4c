package cargue.local.service;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class AddressesTests {

    private final Addresses addresses = new Addresses("http://127.0.0.1:83", 81, 82);

    @Test
    void tellsEachServiceOfTheIssuerAndOfTheOthersPages() {
        assertThat(addresses.forIngest())
                .containsEntry("CARGUE_SEGURIDAD_EMISOR", "http://127.0.0.1:83")
                .containsEntry("CARGUE_SEGURIDAD_ORIGENES", "http://127.0.0.1:82,http://localhost:82")
                .containsEntry("CARGUE_DIRECCIONES_INGEST", "http://127.0.0.1:81")
                .containsEntry("CARGUE_DIRECCIONES_PUSH", "http://127.0.0.1:82");
        assertThat(addresses.forPush())
                .containsEntry("CARGUE_SEGURIDAD_EMISOR", "http://127.0.0.1:83")
                .containsEntry("CARGUE_SEGURIDAD_ORIGENES", "http://127.0.0.1:81,http://localhost:81")
                .containsEntry("CARGUE_DIRECCIONES_INGEST", "http://127.0.0.1:81")
                .containsEntry("CARGUE_DIRECCIONES_PUSH", "http://127.0.0.1:82");
    }

    @Test
    void namesThePagesOfBoth() {
        assertThat(addresses.origins())
                .containsExactly(
                        "http://127.0.0.1:81", "http://localhost:81", "http://127.0.0.1:82", "http://localhost:82");
    }
}
