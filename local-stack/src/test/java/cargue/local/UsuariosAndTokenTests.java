package cargue.local;

import static org.assertj.core.api.Assertions.assertThat;

import cargue.local.issuer.Issuer;
import cargue.local.issuer.IssuerFiles;
import cargue.local.issuer.User;
import cargue.local.process.DataDir;
import com.nimbusds.jose.JWSObject;
import com.nimbusds.jose.crypto.RSASSAVerifier;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.util.JSONArrayUtils;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import picocli.CommandLine;

/** The commands that read what the issuer keeps, without a stack. */
class UsuariosAndTokenTests {

    @TempDir
    Path temp;

    @Test
    void showsUsersInATable() {
        runOnce();
        Run run = run("usuarios");
        assertThat(run.exitCode()).isZero();
        assertThat(run.out().lines())
                .hasSize(10)
                .startsWith("user        rol          password")
                .element(1)
                .asString()
                .matches("ID1         vendedor     \\w{4}-\\w{4}-\\w{4}-\\w{4}");
        assertThat(run.out())
                .contains(IssuerFiles.in(temp).users().stream()
                        .map(User::password)
                        .toList());
    }

    @Test
    void showsUsersToPrograms() throws Exception {
        runOnce();
        Run run = run("usuarios", "--json");
        User first = IssuerFiles.in(temp).users().get(0);
        assertThat(run.exitCode()).isZero();
        assertThat(JSONArrayUtils.parse(run.out()))
                .hasSize(9)
                .contains(Map.of("user", "ID1", "rol", "vendedor", "password", first.password()));
    }

    /** Also while a stack has the directory. */
    @Test
    void printsOnlyTheToken() throws Exception {
        String url = runOnce();
        try (DataDir owned = DataDir.open(temp)) {
            Run run = run("token", "--rol", "vendedor", "--id", "ID1", "--ttl", "15m");
            assertThat(run.exitCode()).isZero();
            assertThat(run.err()).isEmpty();
            JWSObject token = JWSObject.parse(run.out().strip());
            RSAKey key = RSAKey.parse(Files.readString(owned.resolve("issuer/key.json")));
            assertThat(token.verify(new RSASSAVerifier(key.toPublicJWK()))).isTrue();
            Map<String, Object> claims = token.getPayload().toJSONObject();
            assertThat(claims)
                    .containsEntry("iss", url)
                    .containsEntry("sub", "ID1")
                    .containsEntry("rol", "vendedor")
                    .containsEntry("vendedor_id", "ID1");
            assertThat(seconds(claims)).isEqualTo(15 * 60);
        }
    }

    @ParameterizedTest
    @CsvSource({"30s,30", "15m,900", "8h,28800", ",28800"})
    void readsTimes(@Nullable String ttl, long seconds) throws Exception {
        runOnce();
        List<String> line = new ArrayList<>(List.of("token", "--rol", "admin", "--id", "ADMIN"));
        if (ttl != null) {
            line.addAll(List.of("--ttl", ttl));
        }
        Run run = run(line.toArray(String[]::new));
        JWSObject token = JWSObject.parse(run.out().strip());
        assertThat(seconds(token.getPayload().toJSONObject())).isEqualTo(seconds);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
                    token --rol vendedor                     |--id
                    token --id ID1                           |--rol
                    token --rol jefe --id ID1                |there is no role 'jefe'; there are: vendedor, despachador
                    token --rol VENDEDOR --id ID1            |there is no role 'VENDEDOR'
                    token --rol vendedor --id ID1 --ttl 8    |'8' is no time such as 30s, 15m or 8h
                    token --rol vendedor --id ID1 --ttl 0s   |'0s' is no time
                    token --rol vendedor --id ID1 --ttl -5m  |'-5m' is no time
                    usuarios --rol admin                     |--rol
                    """)
    void tellsWhatIsWrongInOneLine(String line, String mistake) {
        Run run = run(line.split(" +"));
        assertThat(run.exitCode()).isEqualTo(2);
        assertThat(run.out()).isEmpty();
        assertThat(run.err().lines())
                .singleElement()
                .asString()
                .startsWith("cargue: ")
                .contains(mistake);
    }

    @ParameterizedTest
    @CsvSource({"usuarios", "usuarios --json", "token --rol vendedor --id ID1"})
    void saysWhatToDoWhenThereAreNoUsersYet(String line) {
        Run run = run(line.split(" "));
        assertThat(run.exitCode()).isEqualTo(1);
        assertThat(run.out()).isEmpty();
        assertThat(run.err().lines())
                .singleElement()
                .asString()
                .contains("no users in " + temp, "./cargue up", "--data DIR");
        assertThat(temp).isEmptyDirectory();
    }

    /** As a stack does that was started once. */
    private String runOnce() {
        try (DataDir dir = DataDir.open(temp);
                Issuer issuer = new Issuer(dir, 0)) {
            issuer.start();
            return issuer.url();
        }
    }

    private record Run(int exitCode, String out, String err) {}

    private Run run(String... line) {
        List<String> arguments = new ArrayList<>(List.of(line));
        arguments.addAll(List.of("--data", temp.toString()));
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        CommandLine commands = Main.commandLine().setOut(new PrintWriter(out)).setErr(new PrintWriter(err));
        int exitCode = commands.execute(arguments.toArray(String[]::new));
        return new Run(exitCode, out.toString(), err.toString());
    }

    private static long seconds(Map<String, Object> claims) {
        return number(claims, "exp") - number(claims, "iat");
    }

    private static long number(Map<String, Object> claims, String name) {
        return ((Number) Objects.requireNonNull(claims.get(name))).longValue();
    }
}
