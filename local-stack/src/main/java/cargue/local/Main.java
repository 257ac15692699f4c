package cargue.local;

import cargue.local.process.StackException;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;

/** What the script {@code ./cargue} runs, one subcommand for each thing it can do with the stack. */
@Command(
        name = "cargue",
        subcommands = {UpCommand.class, UsuariosCommand.class, TokenCommand.class, NuevaEpocaCommand.class},
        synopsisSubcommandLabel = "COMMAND")
public final class Main {

    private Main() {}

    public static void main(String[] args) {
        System.exit(commandLine().execute(args));
    }

    static CommandLine commandLine() {
        return new CommandLine(new Main())
                .setParameterExceptionHandler(Main::tell)
                .setExecutionExceptionHandler(Main::tell);
    }

    private static int tell(ParameterException mistake, String[] args) {
        CommandLine command = mistake.getCommandLine();
        command.getErr().println("cargue: " + mistake.getMessage() + " (see ./cargue help)");
        return command.getCommandSpec().exitCodeOnInvalidInput();
    }

    /** What a person can mend is told in one line; anything else is a bug, and shown as one. */
    private static int tell(Exception failure, CommandLine command, ParseResult parsed) throws Exception {
        if (failure instanceof StackException) {
            command.getErr().println("cargue: " + failure.getMessage());
            return command.getCommandSpec().exitCodeOnExecutionException();
        }
        throw failure;
    }
}
