package cargue.system;

import cargue.local.process.Jdk;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;

/**
 * A certificate authority that lives as long as its test, and the certificate that it gave to one server. The JDK's
 * keytool makes them in the test's directory.
 */
final class Certificates {

    private static final String AUTHORITY = "authority";
    private static final String SERVER = "server";
    private static final Base64.Encoder BASE64 = Base64.getMimeEncoder(64, "\n".getBytes(StandardCharsets.US_ASCII));

    private final KeyStore keys;
    private final String password;

    private Certificates(KeyStore keys, String password) {
        this.keys = keys;
        this.password = password;
    }

    /** The server's certificate is for this IP address and for no name. */
    static Certificates make(Path store, String address) throws Exception {
        String password = SecureInfra.newPassword();
        keytool(store, password, AUTHORITY, "-ext", "bc:c", "-ext", "ku:c=keyCertSign");
        keytool(store, password, SERVER, "-ext", "san=ip:" + address, "-signer", AUTHORITY);
        KeyStore keys = KeyStore.getInstance("PKCS12");
        try (InputStream content = Files.newInputStream(store)) {
            keys.load(content, password.toCharArray());
        }
        return new Certificates(keys, password);
    }

    private static void keytool(Path store, String password, String alias, String... more) throws Exception {
        List<String> command = new ArrayList<>(List.of(
                Path.of(Jdk.java()).resolveSibling("keytool").toString(),
                "-genkeypair",
                "-alias",
                alias,
                "-dname",
                "CN=" + alias,
                "-keyalg",
                "EC",
                "-validity",
                "2",
                "-keystore",
                store.toString(),
                "-storetype",
                "PKCS12",
                "-storepass:env",
                "STOREPASS"));
        command.addAll(List.of(more));
        ProcessBuilder keytool = new ProcessBuilder(command).redirectErrorStream(true);
        keytool.environment().put("STOREPASS", password);
        Process process = keytool.start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (process.waitFor() != 0) {
            throw new IOException("keytool: " + output);
        }
    }

    /** The authority's certificate: what clients are to believe. */
    String authority() throws GeneralSecurityException {
        return pem("CERTIFICATE", keys.getCertificate(AUTHORITY).getEncoded());
    }

    /** The server's certificate and its authority's. */
    String chain() throws GeneralSecurityException {
        StringBuilder chain = new StringBuilder();
        for (Certificate certificate : keys.getCertificateChain(SERVER)) {
            chain.append(pem("CERTIFICATE", certificate.getEncoded()));
        }
        return chain.toString();
    }

    String key() throws GeneralSecurityException {
        return pem("PRIVATE KEY", keys.getKey(SERVER, password.toCharArray()).getEncoded());
    }

    private static String pem(String type, byte[] content) {
        return "-----BEGIN " + type + "-----\n" + BASE64.encodeToString(content) + "\n-----END " + type + "-----\n";
    }
}
