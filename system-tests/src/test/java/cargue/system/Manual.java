package cargue.system;

import cargue.local.process.Installation;
import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Predicate;
import org.apache.kafka.common.acl.AccessControlEntry;
import org.apache.kafka.common.acl.AclBinding;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.acl.AclPermissionType;
import org.apache.kafka.common.resource.PatternType;
import org.apache.kafka.common.resource.ResourcePattern;
import org.apache.kafka.common.resource.ResourceType;

/** What docs/operations.md tells operators to write, so that a test does just that. */
final class Manual {

    private final String text;

    Manual() throws IOException {
        text = Files.readString(Installation.home().resolve("docs").resolve("operations.md"));
    }

    /** The section's example in a language; there must be exactly one for which the condition holds. */
    private String block(String heading, String language, Predicate<String> which) {
        String fromHeading = text.split("\n## " + heading + "\n", 2)[1];
        String section = fromHeading.split("\n## ", 2)[0];
        String[] parts = section.split("(?m)^```", -1);
        List<String> found = new ArrayList<>();
        for (int i = 1; i < parts.length; i += 2) { // what is between fences
            String[] block = parts[i].split("\n", 2);
            if (block[0].equals(language) && which.test(block[1])) {
                found.add(block[1]);
            }
        }
        if (found.size() != 1) {
            throw new IllegalStateException(heading + " has " + found.size() + " such blocks of " + language);
        }
        return found.get(0);
    }

    String block(String heading, String language) {
        return block(heading, language, block -> true);
    }

    /** The section's settings as environment variables. */
    Map<String, String> environment(String heading) {
        Map<String, String> variables = new LinkedHashMap<>();
        block(heading, "properties")
                .lines()
                .map(line -> line.split("=", 2))
                .forEach(setting -> variables.put(setting[0], setting[1]));
        return variables;
    }

    /** The section's SQL that begins so, statement by statement. */
    List<String> sql(String heading, String begin) {
        return Arrays.stream(block(heading, "sql", block -> block.startsWith(begin))
                        .strip()
                        .split(";\\s*", -1))
                .filter(statement -> !statement.isEmpty())
                .toList();
    }

    /** What the section's commands let whom do in Kafka. */
    List<AclBinding> acls(String heading) {
        return block(heading, "sh")
                .lines()
                .filter(line -> line.startsWith("$acls "))
                .flatMap(line -> bindings(line.split(" ", -1)).stream())
                .toList();
    }

    /** As kafka-acls.sh understands its arguments. */
    private static List<AclBinding> bindings(String[] command) {
        String principal = "";
        PatternType type = PatternType.LITERAL;
        List<AclOperation> operations = new ArrayList<>();
        Map<String, ResourceType> resources = new LinkedHashMap<>();
        for (int i = 1; i < command.length; i += 2) {
            String value = command[i + 1];
            switch (command[i]) {
                case "--allow-principal" -> principal = value;
                case "--operation" -> operations.add(AclOperation.fromString(value));
                case "--topic" -> resources.put(value, ResourceType.TOPIC);
                case "--group" -> resources.put(value, ResourceType.GROUP);
                case "--resource-pattern-type" -> type = PatternType.valueOf(value.toUpperCase(Locale.ROOT));
                default -> throw new IllegalArgumentException(command[i]);
            }
        }
        List<AclBinding> bindings = new ArrayList<>();
        for (Map.Entry<String, ResourceType> resource : resources.entrySet()) {
            for (AclOperation operation : operations) {
                bindings.add(new AclBinding(
                        new ResourcePattern(resource.getValue(), resource.getKey(), type),
                        new AccessControlEntry(principal, "*", operation, AclPermissionType.ALLOW)));
            }
        }
        return bindings;
    }
}
