package cargue.push.kafka;

import static cargue.push.kafka.RawPeer.BINARY;
import static cargue.push.kafka.RawPeer.CLOSE;
import static cargue.push.kafka.RawPeer.CONTINUATION;
import static cargue.push.kafka.RawPeer.FIN;
import static cargue.push.kafka.RawPeer.PING;
import static cargue.push.kafka.RawPeer.PONG;
import static cargue.push.kafka.RawPeer.TEXT;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import cargue.push.kafka.RawPeer.Frame;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The streams' own address against peers that break RFC 6455, or end or overdo what it allows; frame by frame. */
class WireTests {

    private static final int PROTOCOL_ERROR = 1002;
    private static final int NOT_UTF8 = 1007;
    private static final int TOO_BIG = 1009;
    private static final int TOO_LARGE = 4413;
    private static final int LIMIT = 64 * 1024;
    private static final int RESERVED_1 = 0x40;
    private static final int RESERVED_2 = 0x20;
    private static final int RESERVED_3 = 0x10;

    private static final String MANY = "/ws/cargue/";

    @TempDir
    static Path dir;

    private static TestBroker broker;
    private static PushNode node;

    private RawPeer peer;

    @BeforeAll
    static void start() throws Exception {
        broker = new TestBroker(dir).start();
        broker.createTopic();
        node = new PushNode(broker.address()).awaitReady();
    }

    @AfterAll
    static void stop() {
        node.close();
        broker.close();
    }

    @BeforeEach
    void open() throws IOException {
        peer = RawPeer.open(node.port(), MANY, "cargue.v1");
        awaitViewers(1);
    }

    /** Whatever the peer did, nothing of it is left. */
    @AfterEach
    void nothingIsLeft() throws IOException {
        peer.close();
        awaitViewers(0);
    }

    @Test
    void anUnmaskedFrameIsAProtocolError() throws IOException {
        peer.sendUnmasked(FIN | TEXT, utf8("{}"));
        assertClosed(PROTOCOL_ERROR);
    }

    @ParameterizedTest
    @ValueSource(ints = {RESERVED_1, RESERVED_2, RESERVED_3})
    void aReservedBitIsAProtocolError(int bit) throws IOException {
        peer.send(FIN | bit | TEXT, utf8("{}"));
        assertClosed(PROTOCOL_ERROR);
    }

    @ParameterizedTest
    @ValueSource(ints = {3, 7, 11, 15})
    void anOpcodeThatDoesNotExistIsAProtocolError(int opcode) throws IOException {
        peer.send(FIN | opcode, utf8("{}"));
        assertClosed(PROTOCOL_ERROR);
    }

    @ParameterizedTest
    @ValueSource(ints = {CLOSE, PING, PONG})
    void aControlFrameInPartsIsAProtocolError(int opcode) throws IOException {
        peer.send(opcode);
        assertClosed(PROTOCOL_ERROR);
    }

    @Test
    void aPingOfTheGreatestLengthIsAnsweredAndALongerOneIsAProtocolError() throws IOException {
        String longest = "p".repeat(125);
        assertThat(peer.send(FIN | PING, utf8(longest)).read(PONG).text()).isEqualTo(longest);

        peer.send(FIN | PING, new byte[126]);
        assertClosed(PROTOCOL_ERROR);
    }

    @Test
    void aContinuationOfNothingIsAProtocolError() throws IOException {
        peer.send(FIN | CONTINUATION, utf8("{}"));
        assertClosed(PROTOCOL_ERROR);
    }

    @Test
    void aMessageWithinAnotherIsAProtocolError() throws IOException {
        peer.send(TEXT, utf8("{")).send(FIN | TEXT, utf8("{}"));
        assertClosed(PROTOCOL_ERROR);
    }

    @Test
    void aMessageInPartsIsPutTogetherAroundAPing() throws IOException {
        byte[] message = utf8("{\"nota\":\"Ñ\",\"type\":\"subscribe\",\"vendedor_id\":\"ENTERO\"}");
        int withinTheLetter = "{\"nota\":\"".length() + 1;
        byte[] start = Arrays.copyOf(message, withinTheLetter);
        byte[] rest = Arrays.copyOfRange(message, withinTheLetter, message.length);

        peer.send(TEXT, start).send(FIN | PING, utf8("ahora"));
        assertThat(peer.read(PONG).text()).isEqualTo("ahora");
        peer.send(CONTINUATION).send(FIN | CONTINUATION, rest);
        assertThat(peer.read(TEXT).text()).startsWith("{\"type\":\"hello\",\"vendedor_id\":\"ENTERO\",");
    }

    @Test
    void anUnaskedPongIsNothing() throws IOException {
        peer.send(FIN | PONG, utf8("nadie")).send(FIN | PING, utf8("sigue"));
        assertThat(peer.read(PONG).text()).isEqualTo("sigue");
    }

    @Test
    void textThatIsNotUtf8IsRefused() throws IOException {
        peer.send(FIN | TEXT, bytes(0x7b, 0xed, 0xa0, 0x80, 0x7d)); // half of a surrogate pair
        assertClosed(NOT_UTF8);
    }

    @Test
    void textThatEndsWithinALetterIsRefused() throws IOException {
        peer.send(TEXT, utf8("{")).send(FIN | CONTINUATION, bytes(0xc3));
        assertClosed(NOT_UTF8);
    }

    @ParameterizedTest
    @ValueSource(ints = {1000, 1001, 3000, 4999})
    void aCloseIsAnsweredWithItsCodeAndEndsTheConnection(int code) throws IOException {
        peer.send(FIN | CLOSE, bytes(code >> 8, code & 0xff, 'a', 'd', 'i', 'o', 's'));
        assertClosed(code);
    }

    @Test
    void aCloseWithoutACodeIsAnswered() throws IOException {
        peer.send(FIN | CLOSE);
        assertClosed(RawPeer.NO_CODE);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 999, 1004, 1005, 1006, 1015, 1016, 2999})
    void aCodeThatNoPeerMaySendIsAProtocolError(int code) throws IOException {
        peer.send(FIN | CLOSE, bytes(code >> 8, code & 0xff));
        assertClosed(PROTOCOL_ERROR);
    }

    @Test
    void halfACodeIsAProtocolError() throws IOException {
        peer.send(FIN | CLOSE, bytes(3));
        assertClosed(PROTOCOL_ERROR);
    }

    @Test
    void aReasonThatIsNotUtf8IsRefused() throws IOException {
        peer.send(FIN | CLOSE, bytes(0x03, 0xe8, 0xc3, 0x28));
        assertThat(closeCode(peer.readToEnd())).isIn(PROTOCOL_ERROR, NOT_UTF8);
    }

    @ParameterizedTest
    @ValueSource(ints = {TEXT, BINARY})
    void theLongestMessageIsTakenAndOneByteMoreIsTooLarge(int opcode) throws IOException {
        peer.send(FIN | opcode, blanks(LIMIT));
        assertThat(peer.read(TEXT).text()).startsWith("{\"type\":\"error\",\"codigo\":\"MENSAJE_INVALIDO\"");

        peer.send(FIN | opcode, blanks(LIMIT + 1));
        assertClosed(TOO_LARGE);
    }

    @Test
    void aMessageThatIsTooLargeOnlyAsAWholeIsTooLarge() throws IOException {
        peer.send(TEXT, blanks(LIMIT)).send(FIN | CONTINUATION, blanks(1));
        assertClosed(TOO_LARGE);
    }

    /** Not a byte more than it takes: with bytes unread the server's end would be a reset, and its close frame lost. */
    @Test
    void aMessageOfTwiceTheLimitIsCutBeforeItsEnd() throws IOException {
        peer.send(TEXT, blanks(LIMIT)).send(CONTINUATION, blanks(LIMIT)).send(CONTINUATION, blanks(1));
        assertThat(closeCode(peer.readToEnd())).isIn(TOO_BIG, TOO_LARGE);
    }

    @ParameterizedTest
    @ValueSource(longs = {Integer.MAX_VALUE + 1L, 1L << 40, Long.MIN_VALUE})
    void anAbsurdLengthIsRefusedOnItsAnnouncement(long length) throws IOException {
        peer.announce(FIN | BINARY, length);
        assertThat(closeCode(peer.readToEnd())).isIn(PROTOCOL_ERROR, TOO_BIG, TOO_LARGE);
    }

    @Test
    void aPeerThatFinishesSendingWithoutACloseIsLetGo() throws IOException {
        peer.finishSending();
        peer.readToEnd();
        awaitViewers(0);
    }

    @Test
    void aPeerThatVanishesWithinAFrameIsForgotten() throws IOException {
        peer.announce(FIN | TEXT, LIMIT);
        peer.vanish();
        awaitViewers(0);
    }

    private static void awaitViewers(int count) {
        await().pollDelay(Duration.ZERO)
                .pollInterval(Duration.ofMillis(5))
                .atMost(Duration.ofSeconds(10))
                .until(() -> node.openViewers() == count);
    }

    /** By a close frame with this code, after which the server ends the connection. */
    private void assertClosed(int code) throws IOException {
        assertThat(closeCode(peer.readToEnd())).isEqualTo(code);
    }

    private static int closeCode(List<Frame> frames) {
        assertThat(frames).last().extracting(Frame::opcode).isEqualTo(CLOSE);
        return frames.get(frames.size() - 1).closeCode();
    }

    private static byte[] blanks(int length) {
        return " ".repeat(length).getBytes(UTF_8);
    }

    private static byte[] utf8(String text) {
        return text.getBytes(UTF_8);
    }

    private static byte[] bytes(int... values) {
        byte[] bytes = new byte[values.length];
        for (int i = 0; i < values.length; i++) {
            bytes[i] = (byte) values[i];
        }
        return bytes;
    }
}
