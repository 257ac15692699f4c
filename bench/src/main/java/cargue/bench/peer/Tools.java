package cargue.bench.peer;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;

/** Programs of the machine that a peer is made with. */
final class Tools {

    private Tools() {}

    /**
     * Runs one to its end.
     *
     * @param need what people are told when it is missing or fails, such as that it must be installed
     */
    static void run(String need, List<String> command, Map<String, String> environment) throws InterruptedException {
        ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
        builder.environment().putAll(environment);
        try {
            Process process = builder.start();
            String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            if (process.waitFor() != 0) {
                String last = output.strip();
                throw new PeerMissing(
                        need + " (" + command.get(0) + " failed: " + last.substring(last.lastIndexOf('\n') + 1) + ")");
            }
        } catch (IOException e) {
            throw new PeerMissing(need + " (" + e.getMessage() + ")");
        }
    }
}
