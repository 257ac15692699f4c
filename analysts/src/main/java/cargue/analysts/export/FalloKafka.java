package cargue.analysts.export;

import cargue.contract.Temas;
import cargue.local.process.StackException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.kafka.clients.consumer.OffsetOutOfRangeException;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.common.errors.AuthenticationException;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;

/** What people are told of a failure of Kafka's. */
final class FalloKafka {

    private static final Pattern SETTING = Pattern.compile("for configuration ([a-z0-9.]+)");
    private static final String UNRESOLVED = "No resolvable bootstrap urls";

    private FalloKafka() {}

    /** A client could not be made; the reason may quote a secret, so only the setting's name is told. */
    static StackException settings(KafkaException e, String address) {
        String which = "";
        for (Throwable cause = e; cause != null; cause = cause.getCause()) {
            String message = String.valueOf(cause.getMessage());
            if (message.contains(UNRESOLVED)) {
                return new StackException(
                        "no name in '" + address + "' can be resolved: name Kafka with --kafka HOST:PORT", e);
            }
            Matcher setting = SETTING.matcher(message);
            if (cause instanceof ConfigException && setting.find()) {
                which = " (" + setting.group(1) + ")";
            }
        }
        return new StackException(
                "Kafka's client does not take its settings" + which + ": mend them in the file of --config", e);
    }

    /** A question was not answered, or not as it should be. */
    static StackException answer(KafkaException e, String address) {
        return new StackException("Kafka at " + address + " " + what(e), e);
    }

    private static String what(KafkaException e) {
        if (e instanceof TimeoutException) {
            return silent();
        }
        if (e instanceof AuthenticationException || e instanceof AuthorizationException) {
            return "refuses this client (" + e.getClass().getSimpleName()
                    + "): see the user in the file of --config, and its ACLs";
        }
        if (e instanceof UnknownTopicOrPartitionException) {
            return "has no topic " + Temas.CHECKS + ": name the right one with --kafka HOST:PORT, or start"
                    + " ingest-service, which makes it";
        }
        if (e instanceof OffsetOutOfRangeException) {
            return "has just deleted records that were not read yet: delete the files .part and .progress, and begin"
                    + " with a later --desde";
        }
        return "failed (" + e.getClass().getSimpleName() + ": "
                + String.valueOf(e.getMessage()).replaceAll("\\s+", " ") + "): run the same again";
    }

    /** What is said of a Kafka of which nothing is heard. */
    static String silent() {
        return "does not answer: see that it runs, or name another with --kafka HOST:PORT";
    }
}
