package cargue.local.issuer;

import cargue.local.process.DataDir;
import cargue.local.process.PrivateFile;
import cargue.local.process.StackException;
import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.jwk.KeyUse;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.text.ParseException;
import java.time.Clock;
import java.util.List;

/**
 * What an issuer keeps in {@code DIR/issuer}, readable by its owner only. {@code key.json} is a plain JWK, the private
 * RSA key with its {@code kid}; {@code users.json} is a list of objects with {@code user}, {@code rol} and
 * {@code password}; {@code url} is the issuer's last address, which its tokens name as {@code iss}. Reading needs no
 * ownership of the data directory.
 */
public final class IssuerFiles {

    private static final int KEY_BITS = 2048;

    private final Path data;
    private final Path home;
    private final Path keyFile;
    private final Path usersFile;
    private final Path urlFile;

    private IssuerFiles(Path data) {
        this.data = data;
        this.home = data.resolve("issuer");
        this.keyFile = home.resolve("key.json");
        this.usersFile = home.resolve("users.json");
        this.urlFile = home.resolve("url");
    }

    /** Of a data directory, which need not be there. */
    public static IssuerFiles in(Path data) {
        return new IssuerFiles(data);
    }

    /**
     * Signs with the key, as the issuer at its last address would.
     *
     * @throws StackException when there is no key yet
     */
    public TokenSigner signer() {
        return new TokenSigner(key(), read(urlFile), Clock.systemUTC());
    }

    /**
     * The users with their passwords.
     *
     * @throws StackException when there are none yet
     */
    public List<User> users() {
        try {
            return Users.parse(read(usersFile));
        } catch (ParseException | IllegalArgumentException e) {
            throw unreadable(usersFile); // without its cause, which may show a password
        }
    }

    /** The same as a JSON array of objects with {@code user}, {@code rol} and {@code password}. */
    public String usersJson() {
        return Users.toJson(users());
    }

    RSAKey key() {
        try {
            return RSAKey.parse(read(keyFile));
        } catch (ParseException | IllegalArgumentException e) {
            throw unreadable(keyFile); // without its cause, which may show the key
        }
    }

    /** Makes the key and the users where they are missing. */
    void makeIfMissing() {
        try {
            DataDir.createPrivate(home);
            if (!Files.exists(keyFile)) {
                PrivateFile.write(keyFile, newKey().toJSONString());
            }
            if (!Files.exists(usersFile)) {
                PrivateFile.write(usersFile, Users.toJson(Users.make()));
            }
        } catch (IOException e) {
            throw new StackException("cannot write in " + home + ": " + e.getMessage(), e);
        }
    }

    void rememberUrl(String url) {
        try {
            PrivateFile.write(urlFile, url);
        } catch (IOException e) {
            throw new StackException("cannot write " + urlFile + ": " + e.getMessage(), e);
        }
    }

    private String read(Path file) {
        if (!Files.exists(file)) {
            throw new StackException("there are no users in " + data + " yet: start its stack once with ./cargue up"
                    + ", or choose another directory with --data DIR");
        }
        try {
            return Files.readString(file).strip();
        } catch (IOException e) {
            throw new StackException("cannot read " + file + ": " + e.getMessage(), e);
        }
    }

    private static StackException unreadable(Path file) {
        return new StackException(
                file + " is damaged: delete it, and the next ./cargue up makes a new one, which ends what was given"
                        + " out with the old one");
    }

    private static RSAKey newKey() {
        try {
            return new RSAKeyGenerator(KEY_BITS)
                    .keyUse(KeyUse.SIGNATURE)
                    .algorithm(JWSAlgorithm.RS256)
                    .keyIDFromThumbprint(true)
                    .generate();
        } catch (JOSEException e) {
            throw new IllegalStateException("this JDK makes no RSA keys", e);
        }
    }
}
