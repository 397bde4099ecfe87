package org.cordscope.cli;

import java.util.List;
import org.cordscope.cli.bench.Bench;
import org.cordscope.cli.coding.Predict;
import org.cordscope.cli.coding.Press;
import org.cordscope.cli.model.CordCommand;
import org.cordscope.cli.model.ModelCommand;
import org.cordscope.cli.results.Evaluate;
import org.cordscope.cli.results.Explain;
import org.cordscope.cli.results.Report;
import org.cordscope.cli.results.SampleSizeCommand;
import org.cordscope.cli.service.ApiCommand;
import org.cordscope.cli.service.Serve;
import org.cordscope.cli.service.WatchCommand;
import org.cordscope.cli.settings.LayeredDefaults;
import org.cordscope.cli.study.DeidCommand;
import org.cordscope.cli.study.ImportCommand;
import org.cordscope.cli.study.Init;
import org.cordscope.cli.study.LabelsCommand;
import org.cordscope.cli.study.PhantomCommand;
import org.cordscope.cli.study.SplitCommand;
import org.cordscope.cli.study.Status;
import org.cordscope.cli.training.Search;
import org.cordscope.cli.training.Train;
import org.cordscope.cli.training.WeightsCommand;
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
        description = "Finds cervical spinal cord compression in axial T2-weighted MRI. Not for diagnosis.")
public final class Main {
    private static final List<Class<?>> COMMANDS = List.of(
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
            HelpCommand.class);
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
        List<Class<?>> wanted = wanted(arguments);
        if (wanted.equals(List.of(ImportCommand.class))) {
            ImportCommand.prepare();
        }
        int exit;
        try {
            exit = commandLine(wanted).execute(arguments);
        } catch (OutOfMemoryError | LinkageError limit) {
            if (!interruption.begun()) {
                System.err.println("cordscope: " + Failure.ofMachine(limit));
            }
            exit = 1;
        }
        interruption.exit(exit);
    }

    /** With all commands. */
    static CommandLine commandLine() {
        return commandLine(COMMANDS);
    }

    /** The one command that is called, since making them all takes longer than some of them; all where none is named first. */
    static List<Class<?>> wanted(String... arguments) {
        return COMMANDS.stream()
                .filter(command -> arguments.length > 0 && !command.equals(HelpCommand.class))
                .filter(command -> command.getAnnotation(Command.class).name().equals(arguments[0]))
                .findFirst()
                .<List<Class<?>>>map(List::of)
                .orElse(COMMANDS);
    }

    static CommandLine commandLine(List<Class<?>> commands) {
        CommandLine line = new CommandLine(new Main());
        commands.forEach(line::addSubcommand);
        return line.setDefaultValueProvider(
                        new LayeredDefaults(System.getenv(), () -> commandLine().getCommandSpec()))
                .setCaseInsensitiveEnumValuesAllowed(true)
                .setExecutionExceptionHandler(new Failure())
                .setParameterExceptionHandler(new WrongUsage())
                .setUsageHelpAutoWidth(false);
    }
}
