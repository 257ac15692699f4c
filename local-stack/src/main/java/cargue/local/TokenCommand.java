package cargue.local;

import cargue.contract.Rol;
import cargue.local.issuer.Claims;
import cargue.local.issuer.IssuerFiles;
import cargue.local.issuer.Roles;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine.Command;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
import picocli.CommandLine.TypeConversionException;

/** {@code ./cargue token}: prints a token and nothing else, for scripts; the stack need not run. */
@Command(name = "token", description = "Prints a token for calls to the services.")
final class TokenCommand implements Callable<Integer> {

    @Option(names = "--rol", paramLabel = "ROL", required = true, converter = RolWord.class)
    Rol rol = Rol.VENDEDOR;

    @Option(names = "--id", paramLabel = "ID", required = true, converter = Id.class)
    String id = "";

    @Option(names = "--ttl", paramLabel = "TIME", converter = Time.class)
    Duration ttl = Claims.TTL;

    @Mixin
    DataOption data = new DataOption();

    @Spec
    CommandSpec spec = CommandSpec.create(); // picocli puts the real one here

    @Override
    public Integer call() {
        String token = IssuerFiles.in(data.path()).signer().token(rol, id, ttl);
        PrintWriter out = spec.commandLine().getOut();
        out.println(token);
        out.flush();
        return 0;
    }

    /** {@code vendedor} and the like. */
    static final class RolWord implements ITypeConverter<Rol> {

        @Override
        public Rol convert(String value) {
            return Roles.of(value)
                    .orElseThrow(() -> new TypeConversionException(
                            "there is no role '" + value + "'; there are: " + String.join(", ", Roles.words())));
        }
    }

    static final class Id implements ITypeConverter<String> {

        @Override
        public String convert(String value) {
            if (value.isBlank()) {
                throw new TypeConversionException("it must name somebody");
            }
            return value.strip();
        }
    }

    /** {@code 30s}, {@code 15m}, {@code 8h}. */
    static final class Time implements ITypeConverter<Duration> {

        private static final Pattern FORM = Pattern.compile("([1-9]\\d{0,6})([smh])");

        @Override
        public Duration convert(String value) {
            Matcher time = FORM.matcher(value);
            if (!time.matches()) {
                throw new TypeConversionException("'" + value + "' is no time such as 30s, 15m or 8h");
            }
            long number = Long.parseLong(time.group(1));
            return switch (time.group(2)) {
                case "s" -> Duration.ofSeconds(number);
                case "m" -> Duration.ofMinutes(number);
                default -> Duration.ofHours(number);
            };
        }
    }
}
