package cargue.bench.viewer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import cargue.bench.viewer.PlainViewer.Dialect;
import cargue.bench.viewer.PlainViewer.Heard;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class PlainViewerTests {

    private static final String CHECKS = "{'type':'checks','de':41,'a':42,'checks':[{'producto':'AREPA 1','seq':42}]}";

    @Test
    void readsWhatEachPeerSays() {
        assertThat(read(new Dialects.Bare(), CHECKS)).isEqualTo(new Heard.Check(42));
        assertThat(read(new Dialects.Plan(), "{'type':'check_update','producto':'X','v':false,'d':true,'n':42}"))
                .isEqualTo(new Heard.Check(42));
        Dialect centrifugo = new Dialects.Centrifugo();
        assertThat(read(centrifugo, "{'push':{'channel':'cargue:ID1','pub':{'data':" + CHECKS + "}}}"))
                .isEqualTo(new Heard.Check(42));
        assertThat(read(centrifugo, "{'id':1,'connect':{'client':'x','ping':25}}"))
                .isEqualTo(new Heard.Nothing());
        assertThat(read(centrifugo, "{'id':2,'subscribe':{}}")).isEqualTo(new Heard.Live());
        assertThat(read(centrifugo, "{}")).isEqualTo(new Heard.Asks("{}"));
    }

    @Test
    void failsOnACheckWithoutNumberAndOnARefusal() {
        assertThatThrownBy(() -> read(new Dialects.Plan(), "{'type':'check_update'}"))
                .hasMessageContaining("without its number");
        assertThatThrownBy(() -> read(new Dialects.Centrifugo(), "{'error':{'code':103}}"))
                .hasMessageContaining("refuses");
    }

    private static Heard read(Dialect dialect, String json) {
        byte[] bytes = json.replace('\'', '"').getBytes(StandardCharsets.UTF_8);
        return dialect.read(new Strings(), ByteBuffer.wrap(bytes));
    }
}
