package cargue.analysts;

import cargue.local.process.CleanStop;
import cargue.local.process.StackException;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;

/** What the script {@code ./cargue} runs for {@code export} and {@code report}. */
@Command(
        name = "cargue",
        subcommands = {ExportCommand.class, ReportCommand.class},
        synopsisSubcommandLabel = "COMMAND")
public final class AnalystsCommand {

    private static final int INTERRUPTED = 130;

    private AnalystsCommand() {}

    /** Ends with 0 when it was done, 1 when something is wrong, 2 for a command line that is not understood. */
    public static void main(String[] args) {
        int code = CommandLine.ExitCode.SOFTWARE;
        CleanStop stop = new CleanStop();
        try {
            code = commandLine().execute(args);
        } catch (Error e) { // such as too little memory: what is noted is on the disk, and nobody is waited for
            System.err.println("cargue: " + e);
        } finally {
            stop.close();
        }
        System.exit(code);
    }

    static CommandLine commandLine() {
        return new CommandLine(new AnalystsCommand())
                .setCaseInsensitiveEnumValuesAllowed(true)
                .setParameterExceptionHandler(AnalystsCommand::tell)
                .setExecutionExceptionHandler(AnalystsCommand::tell);
    }

    private static int tell(ParameterException mistake, String[] args) {
        CommandLine command = mistake.getCommandLine();
        command.getErr().println("cargue: " + mistake.getMessage() + " (see ./cargue help)");
        return command.getCommandSpec().exitCodeOnInvalidInput();
    }

    /** What a person can mend is told in one line; anything else is a bug, and shown as one. */
    private static int tell(Exception failure, CommandLine command, ParseResult parsed) throws Exception {
        if (failure instanceof InterruptedException) {
            return INTERRUPTED;
        }
        if (failure instanceof StackException) {
            command.getErr().println("cargue: " + failure.getMessage());
            return command.getCommandSpec().exitCodeOnExecutionException();
        }
        throw failure;
    }
}
