package cargue.system;

import cargue.local.kafka.Kafka;
import cargue.local.postgres.Postgres;
import cargue.local.process.DataDir;
import cargue.local.process.Ports;
import cargue.local.process.PrivateFile;
import cargue.local.process.Progress;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.HexFormat;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;

/**
 * A Kafka broker and a PostgreSQL that let nobody in without TLS and a password, and then only to what was granted: to
 * nothing yet.
 */
final class SecureInfra implements AutoCloseable {

    private static final Duration START_LIMIT = Duration.ofMinutes(2);
    private static final String LOGIN = "org.apache.kafka.common.security.scram.ScramLoginModule required";
    private static final SecureRandom RANDOM = new SecureRandom();

    private final Kafka kafka;
    private final Postgres postgres;
    private final String administration = Ports.HOST + ":" + Ports.free();
    private final Path authorities;

    private SecureInfra(DataDir dir, String hba) throws Exception {
        Certificates certificates = Certificates.make(dir.resolve("run/store.p12"), Ports.HOST);
        Path tls = dir.resolve("tls");
        // The authority is the second of two, as while one takes over from another.
        String former =
                Certificates.make(dir.resolve("run/former.p12"), Ports.HOST).authority();
        authorities = write(tls.resolve("ca.pem"), former + certificates.authority());
        write(tls.resolve("former/ca.pem"), former);
        Path key = write(tls.resolve("key.pem"), certificates.key());
        Path chain = write(tls.resolve("chain.pem"), certificates.chain());
        Path both = write(tls.resolve("server.pem"), certificates.key() + certificates.chain());
        Path rules = write(tls.resolve("pg_hba.conf"), hba + "hostssl all postgres 127.0.0.1/32 scram-sha-256\n");
        int port = Ports.free();
        kafka = new Kafka(dir, port, broker(port, both), Progress.silent());
        Map<String, String> settings = Map.of(
                "ssl", "on",
                "ssl_cert_file", chain.toString(),
                "ssl_key_file", key.toString(),
                "hba_file", rules.toString());
        postgres = new Postgres(dir, Ports.free(), settings, Progress.silent());
    }

    /** @param hba who may come to PostgreSQL, besides its superuser */
    static SecureInfra start(DataDir dir, String hba) throws Exception {
        SecureInfra infra = new SecureInfra(dir, hba);
        try {
            infra.kafka.start();
            infra.postgres.start();
            infra.postgres.awaitReady(START_LIMIT);
            infra.kafka.awaitReady(START_LIMIT);
            return infra;
        } catch (Exception e) {
            infra.close();
            throw e;
        }
    }

    /** Services have the listener SECURE; on the others comes who administers, from this machine, without a name. */
    private Map<String, String> broker(int port, Path keyStore) {
        String controller = Ports.HOST + ":" + Ports.free();
        String listeners = "SECURE://" + Ports.HOST + ":" + port + ",LOCAL://" + administration;
        return Map.ofEntries(
                Map.entry("listeners", listeners + ",CONTROLLER://" + controller),
                Map.entry("advertised.listeners", listeners),
                Map.entry("listener.security.protocol.map", "SECURE:SASL_SSL,LOCAL:PLAINTEXT,CONTROLLER:PLAINTEXT"),
                Map.entry("inter.broker.listener.name", "LOCAL"),
                Map.entry("controller.quorum.voters", "1@" + controller),
                Map.entry("sasl.enabled.mechanisms", "SCRAM-SHA-512"),
                Map.entry("listener.name.secure.scram-sha-512.sasl.jaas.config", LOGIN + ";"),
                Map.entry("ssl.keystore.type", "PEM"),
                Map.entry("ssl.keystore.location", keyStore.toString()),
                Map.entry("authorizer.class.name", "org.apache.kafka.metadata.authorizer.StandardAuthorizer"),
                Map.entry("allow.everyone.if.no.acl.found", "false"),
                Map.entry("super.users", "User:ANONYMOUS"));
    }

    /** Writes a file that only its owner can read, as PostgreSQL wants its key. */
    static Path write(Path file, String content) throws IOException {
        Files.createDirectories(file.resolveSibling("."));
        PrivateFile.write(file, content);
        return file;
    }

    static String newPassword() {
        byte[] password = new byte[24];
        RANDOM.nextBytes(password);
        return HexFormat.of().formatHex(password);
    }

    /** Where services find Kafka. */
    String kafkaAddress() {
        return kafka.address();
    }

    String postgresAddress() {
        return postgres.address();
    }

    /** Kafka's administrator; the caller closes it. */
    Admin administrator() {
        return Admin.create(Map.of("bootstrap.servers", administration));
    }

    /** What Kafka's clients call a user and his password. */
    static String login(String user, String password) {
        return LOGIN + " username=\"" + user + "\" password=\"" + password + "\";";
    }

    /** How a client comes to Kafka as a user. */
    Map<String, Object> kafkaAs(String user, String password) {
        return Map.of(
                "bootstrap.servers",
                kafkaAddress(),
                "security.protocol",
                "SASL_SSL",
                "sasl.mechanism",
                "SCRAM-SHA-512",
                "sasl.jaas.config",
                login(user, password),
                "ssl.truststore.type",
                "PEM",
                "ssl.truststore.location",
                authorities.toString(),
                "default.api.timeout.ms",
                10_000,
                "request.timeout.ms",
                5_000);
    }

    Connection superuser(String database) throws Exception {
        String password = Files.readAllLines(postgres.passwordFile()).stream()
                .filter(line -> line.contains(":postgres:"))
                .map(line -> line.substring(line.lastIndexOf(':') + 1))
                .findFirst()
                .orElseThrow();
        return connect(database, "postgres", password, "sslmode=verify-full&sslrootcert=" + authorities);
    }

    Connection connect(String database, String user, String password, String parameters) throws SQLException {
        return DriverManager.getConnection(
                "jdbc:postgresql://" + postgresAddress() + "/" + database + "?" + parameters, user, password);
    }

    @Override
    public void close() {
        kafka.close();
        postgres.close();
    }
}
