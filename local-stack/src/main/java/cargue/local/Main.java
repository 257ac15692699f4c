package cargue.local;

import cargue.local.bench.BenchCommand;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** What the script {@code ./cargue} runs, one subcommand for each thing it can do with the stack. */
@Command(
        name = "cargue",
        subcommands = {UpCommand.class, BenchCommand.class},
        synopsisSubcommandLabel = "COMMAND")
public final class Main {

    private Main() {}

    public static void main(String[] args) {
        System.exit(commandLine().execute(args));
    }

    static CommandLine commandLine() {
        return new CommandLine(new Main()).setParameterExceptionHandler((mistake, args) -> {
            CommandLine command = mistake.getCommandLine();
            command.getErr().println("cargue: " + mistake.getMessage() + " (see ./cargue help)");
            return command.getCommandSpec().exitCodeOnInvalidInput();
        });
    }
}
