package cargue.faults;

import static org.assertj.core.api.Assertions.assertThat;

import cargue.faults.checker.Rule;
import cargue.faults.fault.Kind;
import cargue.local.process.Installation;
import java.io.IOException;
import java.nio.file.Files;
import org.junit.jupiter.api.Test;

class ReliabilityDocTests {

    @Test
    void namesEveryRuleAndEveryFaultAsTheCodeDoes() throws IOException {
        String page = Files.readString(Installation.home().resolve("docs").resolve("reliability.md"));
        for (Rule rule : Rule.values()) {
            assertThat(page).contains("| `" + rule + "` | " + rule.text() + " |");
        }
        for (Kind kind : Kind.values()) {
            assertThat(page).contains("| `" + kind.word() + "` | " + kind.text() + " |");
        }
    }
}
