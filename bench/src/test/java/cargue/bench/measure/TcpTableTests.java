package cargue.bench.measure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import org.junit.jupiter.api.Test;

class TcpTableTests {

    @Test
    void countsAProcessesConnectionsToAPort() throws IOException {
        assumeThat(TcpTable.isKnown()).as("a system that tells").isTrue();
        long self = ProcessHandle.current().pid();
        try (ServerSocket server = new ServerSocket(0, 0, InetAddress.getLoopbackAddress())) {
            int port = server.getLocalPort();
            assertThat(TcpTable.connections(self, port)).isZero();
            try (Socket client = new Socket(InetAddress.getLoopbackAddress(), port)) {
                assertThat(client.isConnected()).isTrue();
                assertThat(TcpTable.connections(self, port)).isEqualTo(1);
            }
            assertThat(TcpTable.connections(self, port)).isZero();
        }
    }

    @Test
    void tellsWhatTheOtherEndHasNotTaken() throws IOException {
        assumeThat(TcpTable.isKnown()).as("a system that tells").isTrue();
        try (ServerSocket server = new ServerSocket()) {
            server.setReceiveBufferSize(1024);
            server.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
            try (Socket client = new Socket(InetAddress.getLoopbackAddress(), server.getLocalPort())) {
                client.setSendBufferSize(128 << 10);
                client.getOutputStream().write(new byte[16 << 10]);
                assertThat(TcpTable.established())
                        .filteredOn(end ->
                                end.localPort() == client.getLocalPort() && end.remotePort() == server.getLocalPort())
                        .singleElement()
                        .satisfies(end -> assertThat(end.unsent()).isGreaterThan(8 << 10));
            }
        }
    }
}
