package cargue.local.service;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * How a service is run.
 *
 * @param name what its process and log are called; two instances need two names
 * @param jar the service, which is also the name of its module
 * @param port where it listens on 127.0.0.1
 * @param heap its greatest heap, such as {@code 192m}
 * @param environment its settings, as environment variables
 * @param jvmArguments more arguments of the JVM, system properties among them
 */
public record ServiceOptions(
        String name, String jar, int port, String heap, Map<String, String> environment, List<String> jvmArguments) {

    public ServiceOptions {
        environment = Map.copyOf(environment);
        jvmArguments = List.copyOf(jvmArguments);
    }

    /** The same under another name, such as {@code ingest-service-2}. */
    public ServiceOptions named(String other) {
        return new ServiceOptions(other, jar, port, heap, environment, jvmArguments);
    }

    public ServiceOptions withHeap(String other) {
        return new ServiceOptions(name, jar, port, other, environment, jvmArguments);
    }

    /** One more setting; it replaces one of the same name. */
    public ServiceOptions with(String variable, String value) {
        return with(Map.of(variable, value));
    }

    /** More settings; they replace those of the same name. */
    public ServiceOptions with(Map<String, String> more) {
        Map<String, String> all = new HashMap<>(environment);
        all.putAll(more);
        return new ServiceOptions(name, jar, port, heap, all, jvmArguments);
    }

    /** The same without a setting, which then comes from elsewhere: a file, such as those of secrets. */
    public ServiceOptions without(String variable) {
        Map<String, String> rest = new HashMap<>(environment);
        rest.remove(variable);
        return new ServiceOptions(name, jar, port, heap, rest, jvmArguments);
    }

    public ServiceOptions withJvm(String... more) {
        List<String> all = new ArrayList<>(jvmArguments);
        all.addAll(List.of(more));
        return new ServiceOptions(name, jar, port, heap, environment, all);
    }
}
