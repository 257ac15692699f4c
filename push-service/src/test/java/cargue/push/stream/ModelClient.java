package cargue.push.stream;

import static org.assertj.core.api.Assertions.assertThat;

import cargue.push.viewer.FakeSocket;
import cargue.push.wire.Texto;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What a client that follows the contract's table has; it fails when the server breaks a rule of the table. */
final class ModelClient {

    private static final JsonMapper JSON = JsonMapper.shared();
    private static final int MAX_MESSAGE = 64 * 1024;

    private final Map<String, Long> rows = new LinkedHashMap<>();
    private final Map<String, Long> arriving = new LinkedHashMap<>();
    private @Nullable String epoca;
    private long posicion;
    private boolean greeted;
    private boolean snapshotDue;
    private int partsDue;
    private @Nullable String dueEpoca;
    private long dueSeq;
    private int read;

    /** Position as {@code epoca:seq}; null before there is one. */
    @Nullable
    String position() {
        return epoca == null ? null : epoca + ":" + posicion;
    }

    /** The seq of each row shown. */
    Map<String, Long> rows() {
        return rows;
    }

    long posicion() {
        return posicion;
    }

    /** A new connection: what is shown stays until it is replaced. */
    void reconnected() {
        greeted = false;
        snapshotDue = false;
        partsDue = 0;
        read = 0;
    }

    /** Reads the messages of a connection that it has not read yet. */
    void read(FakeSocket socket) {
        for (Texto texto : socket.textosFrom(read)) {
            assertThat(texto.length()).isLessThanOrEqualTo(MAX_MESSAGE);
            accept(JSON.readTree(texto.toString()));
            read++;
        }
    }

    private void accept(JsonNode message) {
        String type = message.get("type").stringValue();
        assertThat(greeted || type.equals("hello"))
                .as("the first message is hello")
                .isTrue();
        switch (type) {
            case "hello" -> hello(message);
            case "snapshot" -> snapshot(message);
            case "checks" -> checks(message);
            case "latido" -> {
                assertThat(partsDue).as("nothing comes between the parts").isZero();
                assertThat(message.get("seq").longValue()).isLessThanOrEqualTo(posicion);
            }
            default -> throw new AssertionError("unexpected: " + message);
        }
    }

    private void hello(JsonNode message) {
        assertThat(partsDue).as("nothing comes between the parts").isZero();
        greeted = true;
        String named =
                message.get("epoca").isNull() ? null : message.get("epoca").stringValue();
        if (epoca != null && named != null) {
            assertThat(named).as("an epoca never gets smaller").isGreaterThanOrEqualTo(epoca);
        }
        long seq = message.get("seq").longValue();
        if (message.get("modo").stringValue().equals("delta")) {
            assertThat(named).isEqualTo(epoca);
            assertThat(seq).isEqualTo(posicion);
        } else {
            if (named != null && named.equals(epoca)) {
                assertThat(seq).as("never a state older than one shown").isGreaterThanOrEqualTo(posicion);
            }
            snapshotDue = true;
        }
        if (snapshotDue) {
            dueEpoca = named;
            dueSeq = seq;
        }
    }

    private void snapshot(JsonNode message) {
        assertThat(snapshotDue).isTrue();
        assertThat(message.get("seq").longValue()).isEqualTo(dueSeq);
        int partes = message.get("partes").intValue();
        int parte = message.get("parte").intValue();
        if (partsDue == 0) {
            assertThat(parte).isEqualTo(1);
            partsDue = partes;
            arriving.clear();
        }
        assertThat(parte).isEqualTo(partes - partsDue + 1);
        message.get("checks")
                .forEach(row -> assertThat(arriving.put(key(row), seq(row))).isNull());
        partsDue--;
        if (partsDue == 0) {
            rows.clear();
            rows.putAll(arriving);
            snapshotDue = false;
            epoca = dueEpoca;
            posicion = dueSeq;
        }
    }

    private void checks(JsonNode message) {
        assertThat(snapshotDue).as("a snapshot is due").isFalse();
        long de = message.get("de").longValue();
        long a = message.get("a").longValue();
        assertThat(de).as("nothing is skipped").isLessThanOrEqualTo(posicion);
        assertThat(a).isGreaterThan(posicion);
        message.get("checks").forEach(row -> {
            assertThat(seq(row)).isBetween(de + 1, a);
            rows.merge(key(row), seq(row), Math::max);
        });
        posicion = a;
    }

    private static String key(JsonNode row) {
        return row.get("fecha").stringValue() + "/" + row.get("producto").stringValue();
    }

    private static long seq(JsonNode row) {
        return row.get("seq").longValue();
    }
}
