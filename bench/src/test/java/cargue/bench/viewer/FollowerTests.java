package cargue.bench.viewer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import cargue.local.process.StackException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.junit.jupiter.api.Test;

class FollowerTests {

    private final Follower follower = new Follower("ID1", 2);

    @Test
    void isLiveAtTheLastPartOfTheSnapshot() {
        take(
                "{'type':'hello','vendedor_id':'ID1','epoca':'e','seq':2,'modo':'snapshot','latido_s':15,'atraso_s':null}");
        take("{'type':'snapshot','seq':2,'parte':1,'partes':2,'checks':[" + row("A", 1) + "]}");
        assertThat(follower.live()).isFalse();
        take("{'checks':[" + row("\\u00d1 \\\"2\\\"", 2) + "],'partes':2,'parte':2,'seq':2,'type':'snapshot'}");
        assertThat(follower.live()).isTrue();
        assertThat(follower.desde()).isEqualTo("e:2");
        follower.verify(Map.of("A", 1L, "Ñ \"2\"", 2L));
    }

    @Test
    void followsChecksThatOverlap() {
        snapshot();
        take("{'type':'checks','de':1,'a':3,'checks':[" + row("B", 2) + "," + row("A", 3) + "]}");
        take("{'type':'checks','de':2,'a':3,'checks':[" + row("A", 3) + "]}");
        take("{'type':'latido','seq':3,'atraso_s':0}");
        assertThat(follower.position()).isEqualTo(3);
        follower.verify(Map.of("A", 3L, "B", 2L));
        assertThatThrownBy(() -> follower.verify(Map.of("A", 3L, "B", 4L))).isInstanceOf(StackException.class);
    }

    @Test
    void resumesByDelta() {
        snapshot();
        follower.restart();
        assertThat(follower.live()).isFalse();
        take("{'type':'hello','vendedor_id':'ID1','epoca':'e','seq':2,'modo':'delta'}");
        assertThat(follower.live() && follower.byDelta()).isTrue();
        take("{'type':'checks','de':2,'a':4,'checks':[" + row("A", 4) + "]}");
        assertThat(follower.position()).isEqualTo(4);
    }

    @Test
    void takesAnEmptyStreamUntilItsFirstEvent() {
        take("{'type':'hello','vendedor_id':'ID1','epoca':null,'seq':0,'modo':'snapshot'}");
        take("{'type':'snapshot','seq':0,'parte':1,'partes':1,'checks':[]}");
        assertThat(follower.live()).isTrue();
        assertThat(follower.desde()).isNull();
        snapshot();
        assertThat(follower.position()).isEqualTo(2);
    }

    @Test
    void failsOnWhatARightServerNeverSends() {
        snapshot();
        fails("a hole", "{'type':'checks','de':3,'a':4,'checks':[" + row("A", 4) + "]}");
        fails("without its row", "{'type':'checks','de':2,'a':4,'checks':[" + row("A", 3) + "]}");
        fails("without its row", "{'type':'checks','de':2,'a':3,'checks':[]}");
        fails("a loss", "{'type':'latido','seq':3}");
        fails("a loss", "{'type':'latido','posiciones':{'ID2':1,'ID1':3}}");
        fails("no hello", "{'type':'snapshot','seq':2,'parte':1,'partes':1,'checks':[]}");
        fails("goes back", "{'type':'hello','vendedor_id':'ID1','epoca':'e','seq':1,'modo':'snapshot'}");
        fails("begin here", "{'type':'hello','vendedor_id':'ID1','epoca':'e','seq':3,'modo':'delta'}");
        fails("another vendedor", "{'type':'hello','vendedor_id':'ID2','epoca':'e','seq':3,'modo':'delta'}");
        fails("another epoca", "{'type':'hello','vendedor_id':'ID1','epoca':'f','seq':3,'modo':'snapshot'}");
        fails("POSICION_INVALIDA", "{'type':'error','codigo':'POSICION_INVALIDA','message':'x','vendedor_id':'ID1'}");
    }

    @Test
    void failsOnASnapshotThatIsNotWhole() {
        take("{'type':'hello','vendedor_id':'ID1','epoca':'e','seq':2,'modo':'snapshot'}");
        fails("before the snapshot", "{'type':'checks','de':2,'a':3,'checks':[" + row("A", 3) + "]}");
        fails("part 2", "{'type':'snapshot','seq':2,'parte':2,'partes':2,'checks':[]}");
        fails("of 1 rows", "{'type':'snapshot','seq':2,'parte':1,'partes':1,'checks':[" + row("A", 1) + "]}");
    }

    private void snapshot() {
        take("{'type':'hello','vendedor_id':'ID1','epoca':'e','seq':2,'modo':'snapshot'}");
        take("{'type':'snapshot','seq':2,'parte':1,'partes':1,'checks':[" + row("A", 1) + "," + row("B", 2) + "]}");
    }

    private void fails(String why, String json) {
        assertThatThrownBy(() -> take(json)).isInstanceOf(StackException.class).hasMessageContaining(why);
    }

    private void take(String json) {
        byte[] bytes = json.replace('\'', '"').getBytes(StandardCharsets.UTF_8);
        ByteBuffer within = ByteBuffer.allocate(bytes.length + 8)
                .position(4)
                .put(bytes)
                .limit(4 + bytes.length)
                .position(4);
        follower.take(Message.read(new Strings(), within));
    }

    private static String row(String producto, long seq) {
        return "{'vendedor_id':'ID1','epoca':'e','seq':" + seq + ",'dia':'LUNES','producto':'" + producto
                + "','v':false,'total':-10,'x':{'seq':[1, {'a':null}]}}";
    }
}
