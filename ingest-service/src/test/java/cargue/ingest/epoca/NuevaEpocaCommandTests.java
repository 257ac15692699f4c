package cargue.ingest.epoca;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.NoSuchBeanDefinitionException;
import org.springframework.context.support.GenericApplicationContext;

class NuevaEpocaCommandTests {

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();
    private final NuevaEpocaCommand command = new NuevaEpocaCommand(print(out), print(err));

    private static PrintStream print(ByteArrayOutputStream to) {
        return new PrintStream(to, true, StandardCharsets.UTF_8);
    }

    /** Whatever went wrong while it worked was told as settings with which it cannot start. */
    @Test
    void showsADefectAsWhatItIs() {
        try (GenericApplicationContext empty = new GenericApplicationContext()) {
            empty.refresh();
            assertThat(command.begin(empty)).isEqualTo(1);
        }
        assertThat(out.toString(StandardCharsets.UTF_8)).isEmpty();
        assertThat(err.toString(StandardCharsets.UTF_8))
                .startsWith(NoSuchBeanDefinitionException.class.getName())
                .contains("\tat " + NuevaEpocaCommand.class.getName() + ".begin(")
                .doesNotContain("settings");
    }
}
