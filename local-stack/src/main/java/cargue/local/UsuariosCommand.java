package cargue.local;

import cargue.local.issuer.IssuerFiles;
import cargue.local.issuer.Roles;
import cargue.local.issuer.User;
import java.io.PrintWriter;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code ./cargue usuarios}: who may log in to the stack of a data directory, and with which passwords. */
@Command(name = "usuarios", description = "Shows the users of a stack with their passwords.")
final class UsuariosCommand implements Callable<Integer> {

    private static final String ROW = "%-10s  %-11s  %s%n";

    @Mixin
    DataOption data = new DataOption();

    @Option(names = "--json", description = "prints a JSON array")
    boolean json;

    @Spec
    CommandSpec spec = CommandSpec.create(); // picocli puts the real one here

    @Override
    public Integer call() {
        IssuerFiles files = IssuerFiles.in(data.path());
        List<User> users = files.users();
        PrintWriter out = spec.commandLine().getOut();
        if (json) {
            out.println(files.usersJson());
        } else {
            out.printf(Locale.ROOT, ROW, "user", "rol", "password");
            users.forEach(user -> out.printf(Locale.ROOT, ROW, user.user(), Roles.word(user.rol()), user.password()));
        }
        out.flush();
        return 0;
    }
}
