package cargue.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import cargue.contract.Rol;
import cargue.contract.Temas;
import cargue.local.process.Ports;
import cargue.local.process.StackException;
import cargue.local.service.Service;
import java.io.IOException;
import java.nio.file.Files;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.acl.AclBinding;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.resource.ResourceType;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * TLS, passwords, permissions and grants as docs/operations.md gives them are enough for both services, and for no more.
 */
class SecureTransportTests {

    private static final Duration LIMIT = Duration.ofSeconds(30);
    private static final String NAME = "AREPA MEDIANA 330Gr";
    private static final String NOT_PERMITTED = "42501";
    private static final String NOT_LET_IN = "28000";

    private static SecureStack stack;

    @BeforeAll
    static void start() throws Exception {
        stack = SecureStack.start();
    }

    @AfterAll
    static void stop() {
        if (stack != null) {
            stack.close();
        }
    }

    private static Sheet sheet(Service ingest, String vendedorId) {
        Api api = new Api(ingest.url());
        api.putVendedor(vendedorId);
        Sheet sheet = Sheet.today(api, vendedorId);
        assertThat(sheet.sugerido(List.of(NAME), 10).status()).isEqualTo(200);
        return sheet;
    }

    private static void assertTravels(Sheet sheet) {
        boolean tick = !sheet.rows().get(NAME).d();
        Api.Answer answer = sheet.check("d", NAME, tick);
        assertThat(answer.status()).isEqualTo(200);
        try (V1Viewer viewer = V1Viewer.of(sheet.vendedorId(), Filter.NONE)) {
            viewer.connect(stack.push().url()).awaitSeq(answer.seq()).assertSound();
            assertThat(viewer.states().values()).extracting(Table.Row::d).containsExactly(tick);
        }
    }

    private static KafkaUser user(String name) {
        return new KafkaUser(stack.kafkaAs(name));
    }

    @Test
    void aCheckTravelsFromPostToViewer() {
        assertTravels(sheet(stack.ingest(), "S1"));
    }

    @Test
    void everyCallOfIngestWorksWithItsGrants() throws Exception {
        Sheet sheet = sheet(stack.ingest(), "S2");
        sheet.api().putVendedor("S2"); // another name
        List<Api.Answer> answers = new ArrayList<>();
        for (int i = 0; i < 2; i++) { // the second is the first's answer again
            answers.add(sheet.check("d", NAME, true, "key-of-S2"));
        }
        answers.add(sheet.check("v", NAME, true));
        answers.add(sheet.cantidad(NAME, 11));
        answers.add(sheet.adicional(NAME, 1));
        String batch = sheet.body(NAME, "id", UUID.randomUUID(), "v", false);
        answers.add(sheet.api().post("/api/checks/", "{\"checks\":[" + batch + "]}"));
        answers.add(sheet.api().get("/api/vendedores/"));
        assertThat(sheet.check("d", "NADA", true).status()).isEqualTo(404); // is kept
        Api admin = sheet.api().as(Rol.ADMIN, Users.ADMIN);
        answers.add(admin.get("/api/rechazos/?vendedor_id=S2"));
        answers.add(admin.get("/api/rechazos/?limite=1"));
        answers.add(admin.get("/api/admin/vendedor/S2/"));

        assertThat(answers).extracting(Api.Answer::status).containsOnly(200);
        assertThat(sheet.rows().get(NAME).total()).isEqualTo(12);
        // It prunes when it starts.
        assertThat(ingestLog()).doesNotContain("Pruning stopped");
    }

    @Test
    void anInstanceWithoutTheOwnersPasswordServesWhatAnotherHasMigrated() throws Exception {
        try (Service serving = stack.newServingIngest("ingest-service-serving")) {
            serving.start();
            serving.awaitReady(SecureStack.START_LIMIT);
            assertTravels(sheet(serving, "S3"));
        }
    }

    /** An upgrade whose operator has not renewed the grants. */
    @Test
    void anInstanceThatMayNotDoAllThatItDoesSaysSoAndDoesNotStart() throws Exception {
        try (Connection owner = connect(SecureStack.OWNER, verifyFull("ca.pem"));
                Statement statement = owner.createStatement();
                Service serving = stack.newServingIngest("ingest-service-poor")) {
            statement.execute("REVOKE INSERT, DELETE ON rechazo FROM " + SecureStack.ROLE);
            try {
                serving.start();
                assertThatThrownBy(() -> serving.awaitReady(SecureStack.START_LIMIT))
                        .isInstanceOf(StackException.class);
                assertThat(Files.readString(serving.log()))
                        .containsOnlyOnce("not started: PostgreSQL: " + SecureStack.ROLE
                                + " may not DELETE, INSERT on rechazo: migrate first");
            } finally {
                statement.execute("GRANT INSERT, DELETE ON rechazo TO " + SecureStack.ROLE);
            }
        }
    }

    @Test
    void aNodeBelievesNoBrokerOfAnotherAuthorityOrName() throws Exception {
        String kafka = stack.infra().kafkaAddress();
        try (Service authority =
                        stack.newPush("push-service-wary-1", stack.tls().resolve("former"), kafka);
                Service name = stack.newPush("push-service-wary-2", stack.tls(), localhost(kafka))) {
            authority.start();
            name.start();
            for (Service node : List.of(authority, name)) {
                await().atMost(SecureStack.START_LIMIT)
                        .untilAsserted(() -> assertThat(Files.readString(node.log()))
                                .contains("stream FAILED")
                                .contains("SSL handshake failed"));
                assertThat(new Api(node.url()).get("/actuator/health/readiness").status())
                        .isEqualTo(503);
            }
        }
    }

    /** The same server by a name that its certificate has not got. */
    private static String localhost(String address) {
        return address.replace(Ports.HOST, "localhost");
    }

    @ParameterizedTest
    @ValueSource(strings = {Temas.CHECKS, Temas.LATIDOS})
    void eachMayDoWithATopicWhatItNeedsAndNoMore(String topic) throws Exception {
        assertThat(user(SecureStack.INGEST).operations(topic))
                .isEqualTo(Set.of(AclOperation.CREATE, AclOperation.WRITE, AclOperation.DESCRIBE));
        assertThat(user(SecureStack.INGEST).mayRead(topic)).isFalse();
        for (String reader : List.of(SecureStack.PUSH, SecureStack.ANALISTA)) {
            assertThat(user(reader).operations(topic)).isEqualTo(Set.of(AclOperation.READ, AclOperation.DESCRIBE));
            assertThat(user(reader).mayRead(topic)).isTrue();
            assertThat(user(reader).mayWrite(topic)).isFalse();
            assertThat(user(reader).mayCreate(topic)).isFalse();
        }
    }

    @Test
    void nobodyMakesOtherTopicsAndAnalystsKeepToTheirGroups() throws Exception {
        for (String name : List.of(SecureStack.INGEST, SecureStack.PUSH, SecureStack.ANALISTA)) {
            assertThat(user(name).mayCreate("otro")).as(name).isFalse();
            assertThat(user(name).mayReadIn("otro")).as(name).isFalse();
        }
        assertThat(user(SecureStack.PUSH).mayReadIn("analista-ventas")).isFalse();
        assertThat(user(SecureStack.ANALISTA).mayReadIn("analista-ventas")).isTrue();
    }

    @Test
    void eachPermissionIsNeededAndTheServicesGoOnWhenItIsBack() throws Exception {
        try (Admin admin = stack.infra().administrator()) {
            for (AclBinding acl : stack.acls()) {
                admin.deleteAcls(List.of(acl.toFilter())).all().get();
                awaitUse(acl, false);
                admin.createAcls(List.of(acl)).all().get();
                awaitUse(acl, true);
            }
        }
        stack.push().awaitReady(LIMIT);
        assertTravels(sheet(stack.ingest(), "S4"));
    }

    /** What it may not see was once taken for lost, and the operator told to begin new epocas. */
    @Test
    void aRelayThatMayNotWriteRaisesNoAlarmAndGoesOnWhenItMay() throws Exception {
        Sheet sheet = sheet(stack.ingest(), "S5");
        assertTravels(sheet);
        AclBinding write = stack.acls().stream()
                .filter(acl -> acl.pattern().name().equals(Temas.CHECKS))
                .filter(acl -> acl.entry().operation() == AclOperation.WRITE)
                .findFirst()
                .orElseThrow();
        try (Admin admin = stack.infra().administrator()) {
            admin.deleteAcls(List.of(write.toFilter())).all().get();
            awaitUse(write, false);
            assertThat(sheet.adicional(NAME, 1).status()).isEqualTo(200);
            await().atMost(LIMIT).until(() -> ingestLog().contains("The relay cannot publish"));
            // Several tries, each of which looks at the topics first.
            await().during(Duration.ofSeconds(2))
                    .atMost(LIMIT)
                    .until(() -> !ingestLog().contains("ALARM"));
            admin.createAcls(List.of(write)).all().get();
        }
        assertTravels(sheet);
    }

    private static String ingestLog() throws IOException {
        return Files.readString(stack.ingest().log());
    }

    /** A use of which the first part was before the change took effect and the rest after it is made again. */
    private static void awaitUse(AclBinding acl, boolean may) {
        await().alias((may ? "with " : "without ") + acl)
                .atMost(LIMIT)
                .ignoreExceptionsMatching(
                        e -> e instanceof IllegalStateException || e.getCause() instanceof TimeoutException)
                .until(() -> mayUse(acl) == may);
    }

    private static boolean mayUse(AclBinding acl) throws Exception {
        KafkaUser user = user(acl.entry().principal().replace("User:", ""));
        String resource = acl.pattern().name();
        if (acl.pattern().resourceType() == ResourceType.GROUP) {
            return user.mayReadIn(resource + "ventas");
        }
        return switch (acl.entry().operation()) {
            case CREATE -> user.mayCreate(resource);
            case WRITE -> user.mayWrite(resource);
            case READ -> user.mayRead(resource);
            default -> throw new IllegalArgumentException(acl.toString());
        };
    }

    @Test
    void postgresTakesBothRolesOverTlsOnly() throws Exception {
        for (String role : List.of(SecureStack.ROLE, SecureStack.OWNER)) {
            assertThatThrownBy(() -> connect(role, "sslmode=disable"))
                    .isInstanceOfSatisfying(
                            SQLException.class, e -> assertThat(e.getSQLState()).isEqualTo(NOT_LET_IN))
                    .hasMessageContaining("no encryption");
        }
        try (Connection connection = stack.infra().superuser("postgres");
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("SELECT application_name, bool_and(ssl) FROM pg_stat_activity"
                        + " JOIN pg_stat_ssl USING (pid) WHERE usename = '" + SecureStack.ROLE + "' GROUP BY 1")) {
            List<String> encrypted = new ArrayList<>();
            while (rows.next()) {
                encrypted.add(rows.getString(1) + " " + rows.getBoolean(2));
            }
            assertThat(encrypted).containsExactlyInAnyOrder("cargue-ingest true", "cargue-relay true");
        }
    }

    @Test
    void verifyFullBelievesNeitherAnotherAuthorityNorAnotherName() {
        assertThatThrownBy(() -> connect(SecureStack.ROLE, verifyFull("former/ca.pem")))
                .hasMessageContaining("PKIX path");
        String url = "jdbc:postgresql://" + localhost(stack.infra().postgresAddress()) + "/cargue?";
        assertThatThrownBy(() -> DriverManager.getConnection(
                        url + verifyFull("ca.pem"), SecureStack.ROLE, stack.password(SecureStack.ROLE)))
                .hasMessageContaining("localhost could not be verified");
    }

    private static String verifyFull(String authorities) {
        return "sslmode=verify-full&sslrootcert=" + stack.tls().resolve(authorities);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "CREATE TABLE otra (n int)",
                "DROP TABLE idempotency",
                "ALTER TABLE renglon DROP CONSTRAINT v_implica_d",
                "TRUNCATE check_event",
                "UPDATE check_event SET seq = seq + 1",
                "UPDATE idempotency SET status = 200",
                "DELETE FROM renglon",
                "DELETE FROM vendedor",
                "DELETE FROM vendedor_stream",
                "DELETE FROM outbox_cursor",
                "SELECT * FROM flyway_schema_history",
                "CREATE TEMPORARY TABLE otra (n int)",
            })
    void theServicesRoleMayNot(String sql) throws Exception {
        try (Connection connection = connect(SecureStack.ROLE, verifyFull("ca.pem"));
                Statement statement = connection.createStatement()) {
            assertThatThrownBy(() -> statement.execute(sql))
                    .isInstanceOfSatisfying(
                            SQLException.class, e -> assertThat(e.getSQLState()).isEqualTo(NOT_PERMITTED));
        }
    }

    private static Connection connect(String role, String parameters) throws SQLException {
        return stack.infra().connect("cargue", role, stack.password(role), parameters);
    }

    @Test
    void noPasswordIsInALog() throws Exception {
        assertThat(stack.logs()).doesNotContain(stack.passwords());
    }
}
