package cargue.local;

import cargue.local.process.Installation;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** {@code --data DIR}, the same in every command. */
final class DataOption {

    @Option(names = "--data", paramLabel = "DIR", description = "where all data stays (default: .cargue)")
    @Nullable
    Path data;

    Path path() {
        return data == null ? Installation.home().resolve(".cargue") : data;
    }
}
