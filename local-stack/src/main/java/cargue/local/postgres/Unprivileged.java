package cargue.local.postgres;

import cargue.local.process.StackException;
import cargue.local.process.Trees;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * PostgreSQL refuses to run as root; containers and fresh machines often have nobody else. Two ways around it, the
 * first that works is taken: a user namespace in which root is nobody (files stay root's), or the user nobody with
 * root's right to files.
 */
enum Unprivileged {
    NOT_NEEDED(""),
    NAMESPACE("unshare --user"),
    NOBODY("setpriv --reuid=65534 --regid=65534 --clear-groups --inh-caps=-all,+dac_override"
            + " --ambient-caps=-all,+dac_override --bounding-set=-all,+dac_override"
            + " --securebits=+no_setuid_fixup"); // without it access(2) would not see the right to files

    private static final int NOBODY_UID = 65534;

    private final String prefix;

    Unprivileged(String prefix) {
        this.prefix = prefix;
    }

    static Unprivileged choose(Path postgres) throws IOException, InterruptedException {
        if (!"root".equals(System.getProperty("user.name"))) {
            return NOT_NEEDED;
        }
        for (Unprivileged way : List.of(NAMESPACE, NOBODY)) {
            if (way.works(postgres)) {
                return way;
            }
        }
        throw new StackException("PostgreSQL does not run as root, and here neither unshare nor setpriv can lend it"
                + " another user: start ./cargue as a normal user");
    }

    List<String> prefix() {
        return prefix.isEmpty() ? List.of() : List.of(prefix.split(" "));
    }

    /** Makes the directory the property of the user that the server will have. */
    void own(Path directory) throws IOException {
        int uid = this == NOBODY ? NOBODY_UID : 0;
        if (this != NOT_NEEDED
                && !Integer.valueOf(uid).equals(Files.getAttribute(directory, "unix:uid", LinkOption.NOFOLLOW_LINKS))) {
            Trees.chown(directory, uid);
        }
    }

    boolean works(Path postgres) throws InterruptedException {
        List<String> command = new ArrayList<>(prefix());
        command.addAll(List.of(postgres.toString(), "--version"));
        try {
            return new ProcessBuilder(command)
                            .redirectErrorStream(true)
                            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                            .start()
                            .waitFor()
                    == 0;
        } catch (IOException e) {
            return false; // the program is not installed
        }
    }
}
