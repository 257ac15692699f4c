package cargue.analysts;

import cargue.analysts.export.Conexion;
import cargue.local.process.StackException;
import java.io.IOException;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Properties;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Option;
import picocli.CommandLine.TypeConversionException;

/** Where Kafka is, the same in every command that reads it. */
final class KafkaOptions {

    /** Where {@code ./cargue up} has it unless told otherwise. */
    private static final String DEFAULT = "127.0.0.1:9092";

    private static final String LISTENERS = "advertised.listeners";

    @Option(names = "--kafka", paramLabel = "HOST:PORT", converter = Brokers.class)
    @Nullable
    String kafka;

    @Option(names = "--config", paramLabel = "FILE", description = "settings of Kafka's client, such as TLS and SASL")
    @Nullable
    Path config;

    @Option(names = "--data", paramLabel = "DIR", description = "the stack that is meant, instead of --kafka")
    @Nullable
    Path data;

    /** {@code --kafka}, else what the file of {@code --config} names, else the stack of {@code --data}. */
    Conexion conexion() {
        String otherwise = data == null ? DEFAULT : stack(data);
        if (config != null) {
            return Conexion.from(config, kafka, otherwise);
        }
        return Conexion.to(kafka == null ? otherwise : kafka);
    }

    /** Where the stack of a data directory has its Kafka, or last had it. */
    private static String stack(Path directory) {
        Properties broker = new Properties();
        try (Reader reader =
                Files.newBufferedReader(directory.resolve("run").resolve("kafka.properties"), StandardCharsets.UTF_8)) {
            broker.load(reader);
        } catch (IOException e) {
            throw new StackException(
                    "no Kafka of a stack in " + directory + ": name the directory that ./cargue up was given with"
                            + " --data, or Kafka itself with --kafka HOST:PORT",
                    e);
        }
        return broker.getProperty(LISTENERS, DEFAULT).replaceFirst("^[A-Z_]+://", "");
    }

    /** One broker, or several with commas between them. */
    static final class Brokers implements ITypeConverter<String> {

        private static final Pattern FORM = Pattern.compile("[^\\s,:]+:\\d{1,5}(,[^\\s,:]+:\\d{1,5})*");

        @Override
        public String convert(String value) {
            if (!FORM.matcher(value).matches()) {
                throw new TypeConversionException("'" + value + "' is no HOST:PORT such as " + DEFAULT);
            }
            return value;
        }
    }
}
