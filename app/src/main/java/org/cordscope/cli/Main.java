package org.cordscope.cli;

import org.cordscope.cli.settings.LayeredDefaults;
import org.cordscope.provenance.CordscopeVersion;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.HelpCommand;
import picocli.CommandLine.IVersionProvider;

/** Entry point: the command line, and the one place where an error becomes a sentence and an exit code. */
@Command(
        name = "cordscope",
        mixinStandardHelpOptions = true,
        versionProvider = Main.Version.class,
        synopsisSubcommandLabel = "COMMAND",
        description = "Finds cervical spinal cord compression in axial T2-weighted MRI. Not for diagnosis.",
        subcommands = {
            Demo.class,
            Init.class,
            ImportCommand.class,
            DeidCommand.class,
            LabelsCommand.class,
            SplitCommand.class,
            Status.class,
            Train.class,
            Search.class,
            CordCommand.class,
            Evaluate.class,
            SampleSizeCommand.class,
            Report.class,
            Explain.class,
            Predict.class,
            Press.class,
            ModelCommand.class,
            WatchCommand.class,
            ApiCommand.class,
            Serve.class,
            PhantomCommand.class,
            WeightsCommand.class,
            Bench.class,
            Doctor.class,
            HelpCommand.class
        })
public final class Main {
    /** Says which Cordscope this is. */
    static final class Version implements IVersionProvider {
        @Override
        public String[] getVersion() {
            return new String[] {"cordscope " + CordscopeVersion.current()};
        }
    }

    Main() {}

    public static void main(String[] arguments) {
        Interruption interruption = Interruption.watch();
        int exit;
        try {
            exit = commandLine().execute(arguments);
        } catch (OutOfMemoryError | LinkageError limit) {
            System.err.println("cordscope: " + Failure.ofMachine(limit));
            exit = 1;
        }
        interruption.exit(exit);
    }

    static CommandLine commandLine() {
        return new CommandLine(new Main())
                .setDefaultValueProvider(new LayeredDefaults(System.getenv()))
                .setCaseInsensitiveEnumValuesAllowed(true)
                .setExecutionExceptionHandler(new Failure())
                .setParameterExceptionHandler(new WrongUsage())
                .setUsageHelpAutoWidth(false);
    }
}
