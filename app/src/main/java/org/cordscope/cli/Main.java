package org.cordscope.cli;

import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.HelpCommand;

/** Entry point: the command line, and the one place where an error becomes a sentence and an exit code. */
@Command(
        name = "cordscope",
        mixinStandardHelpOptions = true,
        version = Main.VERSION,
        synopsisSubcommandLabel = "COMMAND",
        description = "Finds cervical spinal cord compression in axial T2-weighted MRI. Not for diagnosis.",
        subcommands = {
            Demo.class,
            Init.class,
            ImportCommand.class,
            LabelsCommand.class,
            SplitCommand.class,
            Status.class,
            Train.class,
            Evaluate.class,
            Report.class,
            Predict.class,
            PhantomCommand.class,
            Bench.class,
            Doctor.class,
            HelpCommand.class
        })
public final class Main {
    static final String VERSION = "0.1.0";

    Main() {}

    public static void main(String[] arguments) {
        Interruption interruption = Interruption.watch();
        int exit = commandLine().execute(arguments);
        interruption.exit(exit);
    }

    static CommandLine commandLine() {
        return new CommandLine(new Main())
                .setCaseInsensitiveEnumValuesAllowed(true)
                .setExecutionExceptionHandler(new Failure())
                .setParameterExceptionHandler(new WrongUsage())
                .setUsageHelpAutoWidth(false);
    }
}
