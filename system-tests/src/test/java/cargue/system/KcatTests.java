package cargue.system;

import static org.assertj.core.api.Assertions.assertThat;

import cargue.contract.CheckEvento;
import cargue.contract.Temas;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import tools.jackson.databind.JsonNode;

/**
 * kcat, a client that nobody here wrote, reads the topic as it is documented: by the commands of docs/analysts.md, of
 * which only the broker's address and the vendedor are others here. Skipped, with a line, where there is no kcat.
 */
@ExtendWith(Stack.Extension.class)
class KcatTests {

    private static final Path DOCS = Path.of("..", "docs", "analysts.md");
    private static final Pattern EXAMPLE =
            Pattern.compile("<!-- example: ([a-z-]+) -->\\s*```(?:sh|bash)\\n(.*?)```", Pattern.DOTALL);

    @BeforeAll
    static void needsKcat() throws Exception {
        boolean found =
                new ProcessBuilder("sh", "-c", "command -v kcat").start().waitFor() == 0;
        if (!found) {
            System.out.println("KcatTests: there is no kcat on this machine, so its commands are not run");
        }
        Assumptions.assumeTrue(found, "no kcat");
    }

    /** What a command of the docs prints about this vendedor. */
    private static List<String> run(String example, Stack stack, String vendedorId) throws Exception {
        Matcher matcher = EXAMPLE.matcher(Files.readString(DOCS));
        while (matcher.find()) {
            if (matcher.group(1).equals(example)) {
                String command = matcher.group(2)
                        .replace("127.0.0.1:9092", stack.infra().bootstrapServers())
                        .replaceAll("\\bID1\\b", vendedorId);
                return sh(command);
            }
        }
        throw new IllegalStateException(DOCS + " has no example " + example);
    }

    private static List<String> sh(String command) throws IOException, InterruptedException {
        Path output = Files.createTempFile("kcat", ".txt");
        Process process = new ProcessBuilder("bash", "-c", "set -o pipefail; " + command)
                .redirectErrorStream(false)
                .redirectOutput(output.toFile())
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        assertThat(process.waitFor(60, TimeUnit.SECONDS)).as(command).isTrue();
        assertThat(process.exitValue()).as(command).isZero();
        return Files.readAllLines(output);
    }

    private static List<Topic.Message> messages(Stack stack, Twelve twelve) {
        return TopicTests.awaitMessages(stack, twelve.vendedorId(), (int) twelve.last());
    }

    @Test
    void itsValuesAreTheEventsAsTheyWereWritten(Stack stack) throws Exception {
        Twelve twelve = Twelve.in(stack);
        twelve.change(3);
        List<String> written =
                messages(stack, twelve).stream().map(Topic.Message::value).toList();
        assertThat(run("kcat-read", stack, twelve.vendedorId())).containsSubsequence(written);
    }

    @Test
    void itsKeysAreTheVendedores(Stack stack) throws Exception {
        Twelve twelve = Twelve.in(stack);
        int events = messages(stack, twelve).size();
        List<String> lines = run("kcat-key", stack, twelve.vendedorId());
        assertThat(lines.stream()
                        .filter(line -> line.contains(twelve.vendedorId() + " ")
                                || line.startsWith(twelve.vendedorId())
                                || line.contains("\"" + twelve.vendedorId() + "\"")))
                .hasSizeGreaterThanOrEqualTo(events);
    }

    @Test
    void itsHeadersAreThoseOfTheContract(Stack stack) throws Exception {
        Twelve twelve = Twelve.in(stack);
        CheckEvento last = messages(stack, twelve).get(11).check();
        String lines = String.join("\n", run("kcat-headers", stack, twelve.vendedorId()));
        assertThat(lines)
                .contains(
                        "ce_specversion=1.0",
                        "ce_id=" + last.id(),
                        "ce_source=/cargue/vendedores/" + twelve.vendedorId(),
                        "ce_type=cargue.check_update.v1",
                        "ce_subject=" + last.fecha() + "/" + last.dia(),
                        "content-type=application/json",
                        "traceparent=00-");
    }

    /** As JSON of its own, in which nothing is lost: topic, partition, key, value and every header. */
    @Test
    void aWholeRecordIsAsDocumented(Stack stack) throws Exception {
        Twelve twelve = Twelve.in(stack);
        List<Topic.Message> written = messages(stack, twelve);
        List<JsonNode> records = new ArrayList<>();
        for (String line : sh("kcat -b " + stack.infra().bootstrapServers() + " -t " + Temas.CHECKS + " -C -e -q -J")) {
            JsonNode record = Api.JSON.readTree(line);
            if (record.get("key").stringValue().equals(twelve.vendedorId())) {
                records.add(record);
            }
        }
        assertThat(records).hasSameSizeAs(written);
        for (int i = 0; i < records.size(); i++) {
            Topic.Message message = written.get(i);
            JsonNode record = records.get(i);
            List<String> headers = new ArrayList<>();
            message.headers().forEach((name, value) -> headers.addAll(List.of(name, value)));
            assertThat(record.get("topic").stringValue()).isEqualTo(Temas.CHECKS);
            assertThat(record.get("partition").intValue()).isEqualTo(message.partition());
            assertThat(record.get("payload").stringValue()).isEqualTo(message.value());
            assertThat(record.get("headers").valueStream().map(JsonNode::stringValue))
                    .containsExactlyElementsOf(headers);
        }
    }
}
