package cargue.system;

import cargue.local.issuer.Issuer;
import cargue.local.process.DataDir;
import cargue.local.process.Ports;
import cargue.local.service.Service;
import cargue.local.service.ServiceOptions;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.Statement;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ScramCredentialInfo;
import org.apache.kafka.clients.admin.ScramMechanism;
import org.apache.kafka.clients.admin.UserScramCredentialAlteration;
import org.apache.kafka.clients.admin.UserScramCredentialUpsertion;
import org.apache.kafka.common.acl.AclBinding;
import org.jspecify.annotations.Nullable;

/**
 * Both services on servers that are closed to strangers, with the settings, the permissions and the grants that
 * docs/operations.md gives, word for word: only names, paths and networks are this machine's.
 */
final class SecureStack implements AutoCloseable {

    static final String INGEST = "ingest";
    static final String PUSH = "push";
    static final String ANALISTA = "analista";
    static final String OWNER = "cargue";
    static final String ROLE = "cargue_ingest";
    static final Duration START_LIMIT = Duration.ofMinutes(2);

    private static final String KAFKA = "TLS and SASL to Kafka";
    private static final String POSTGRES = "TLS to PostgreSQL";
    private static final int ITERATIONS = 4096;

    private final Manual manual = new Manual();
    private final Map<String, String> passwords = Stream.of(INGEST, PUSH, ANALISTA, OWNER, ROLE)
            .collect(Collectors.toMap(user -> user, user -> SecureInfra.newPassword()));
    private final DataDir dir;
    private final SecureInfra infra;
    private final Issuer issuer;
    private final @Nullable Issuer formerIssuer;
    private final Service ingest;
    private final Service push;

    private SecureStack() throws Exception {
        Path target = Path.of("target").toAbsolutePath();
        dir = DataDir.open(Files.createTempDirectory(Files.createDirectories(target), "secure-stack-"));
        issuer = new Issuer(dir, Ports.free());
        issuer.start();
        formerIssuer = Users.of(issuer);
        infra = SecureInfra.start(dir, manual.block(POSTGRES, "").replace("10.0.0.0/8", Ports.HOST + "/32"));
        ingest = newIngest();
        push = newPush(Service.PUSH, tls(), infra.kafkaAddress());
    }

    /** Returns when both services are ready. */
    static SecureStack start() throws Exception {
        SecureStack stack = new SecureStack();
        try {
            stack.letUsersIn();
            stack.makeDatabase();
            stack.ingest.start();
            stack.push.start();
            stack.ingest.awaitReady(START_LIMIT);
            stack.push.awaitReady(START_LIMIT);
            return stack;
        } catch (Exception e) {
            stack.close();
            throw e;
        }
    }

    SecureInfra infra() {
        return infra;
    }

    Service ingest() {
        return ingest;
    }

    Service push() {
        return push;
    }

    /** By the manual's environment variables. */
    private Service newIngest() throws Exception {
        Path secrets = secrets(Service.INGEST, INGEST);
        SecureInfra.write(secrets.resolve("spring.datasource.password"), password(ROLE) + "\n");
        SecureInfra.write(secrets.resolve("spring.flyway.password"), password(OWNER) + "\n");
        ServiceOptions options = ingestOptions();
        for (String heading : List.of(KAFKA, POSTGRES)) {
            for (Map.Entry<String, String> setting : manual.environment(heading).entrySet()) {
                options = options.with(setting.getKey(), here(setting.getValue(), tls(), secrets));
            }
        }
        return new Service(dir, options);
    }

    /** By the manual's YAML, for one that never migrates and has no password of the tables' owner; not started. */
    Service newServingIngest(String name) throws Exception {
        Path secrets = secrets(name, INGEST);
        SecureInfra.write(secrets.resolve("spring.datasource.password"), password(ROLE) + "\n");
        String kafka = "file:" + yaml(name, KAFKA, tls(), secrets);
        String postgres = "file:" + yaml(name, POSTGRES, tls(), secrets);
        return new Service(
                dir,
                ingestOptions()
                        .named(name)
                        .with("SPRING_FLYWAY_ENABLED", "false")
                        .with("SPRING_CONFIG_ADDITIONAL_LOCATION", kafka + "," + postgres));
    }

    /** By the manual's YAML; not started. */
    Service newPush(String name, Path authorities, String kafka) throws Exception {
        Path yaml = yaml(name, KAFKA, authorities, secrets(name, PUSH));
        Files.writeString(yaml, Files.readString(yaml).replace(infra.kafkaAddress(), kafka));
        return new Service(
                dir,
                Service.push(Ports.free(), infra.kafkaAddress())
                        .without("SPRING_KAFKA_BOOTSTRAP_SERVERS")
                        .named(name)
                        .with("CARGUE_SEGURIDAD_EMISOR", issuer.url())
                        .with("SPRING_CONFIG_ADDITIONAL_LOCATION", "file:" + yaml));
    }

    private ServiceOptions ingestOptions() {
        return Service.ingest(Ports.free(), "", "", "", "")
                .with("CARGUE_SEGURIDAD_EMISOR", issuer.url())
                .without("SPRING_DATASOURCE_URL")
                .without("SPRING_DATASOURCE_USERNAME")
                .without("SPRING_DATASOURCE_PASSWORD")
                .without("SPRING_KAFKA_BOOTSTRAP_SERVERS");
    }

    private Path yaml(String name, String heading, Path authorities, Path secrets) throws Exception {
        String yaml = here(manual.block(heading, "yaml"), authorities, secrets);
        return SecureInfra.write(dir.resolve(name).resolve(heading.replace(' ', '-') + ".yaml"), yaml);
    }

    /** The manual's text with this machine's names and paths. */
    private String here(String text, Path etc, Path secrets) {
        return text.replace("kafka.example:9093", infra.kafkaAddress())
                .replace("db.example:5432", infra.postgresAddress())
                .replace("/etc/cargue/", etc + "/")
                .replace("/run/secrets/", secrets + "/");
    }

    /** A service's directory of secrets, with how it logs in to Kafka. */
    private Path secrets(String name, String kafkaUser) throws Exception {
        Path secrets = dir.resolve("secrets").resolve(name);
        String login = SecureInfra.login(kafkaUser, password(kafkaUser));
        SecureInfra.write(secrets.resolve("spring.kafka.properties.sasl.jaas.config"), login + "\n");
        return secrets;
    }

    String password(String user) {
        return passwords.get(user);
    }

    Collection<String> passwords() {
        return passwords.values();
    }

    /** How a client comes to Kafka as one of the users. */
    Map<String, Object> kafkaAs(String user) {
        return infra.kafkaAs(user, password(user));
    }

    /** What the manual lets users do in Kafka. */
    List<AclBinding> acls() {
        return manual.acls("ACLs");
    }

    private void letUsersIn() throws Exception {
        ScramCredentialInfo how = new ScramCredentialInfo(ScramMechanism.SCRAM_SHA_512, ITERATIONS);
        List<UserScramCredentialAlteration> users = Stream.of(INGEST, PUSH, ANALISTA)
                .<UserScramCredentialAlteration>map(user -> new UserScramCredentialUpsertion(user, how, password(user)))
                .toList();
        try (Admin admin = infra.administrator()) {
            admin.alterUserScramCredentials(users).all().get();
            admin.createAcls(acls()).all().get();
        }
    }

    /** In place of the database that the stack's own PostgreSQL comes with. */
    private void makeDatabase() throws Exception {
        try (Connection connection = infra.superuser("postgres");
                Statement statement = connection.createStatement()) {
            statement.execute("DROP DATABASE cargue");
            statement.execute("DROP ROLE cargue");
            for (String sql : manual.sql(POSTGRES, "CREATE")) {
                statement.execute(sql);
            }
            for (String role : List.of(OWNER, ROLE)) {
                statement.execute("ALTER ROLE " + role + " PASSWORD '" + password(role) + "'");
            }
        }
        String grants = String.join(";\n", manual.sql(POSTGRES, "GRANT")) + ";\n";
        SecureInfra.write(tls().resolve("flyway/afterMigrate.sql"), grants);
    }

    /** All that was written to logs. */
    String logs() throws Exception {
        try (Stream<Path> files = Files.list(dir.resolve("logs"))) {
            StringBuilder logs = new StringBuilder();
            for (Path file : files.toList()) {
                logs.append(Files.readString(file));
            }
            return logs.toString();
        }
    }

    Path tls() {
        return dir.resolve("tls");
    }

    @Override
    public void close() {
        ingest.close();
        push.close();
        Users.of(formerIssuer);
        issuer.close();
        infra.close();
        dir.close();
    }
}
