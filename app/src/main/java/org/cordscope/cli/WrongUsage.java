package org.cordscope.cli;

import java.io.PrintWriter;
import picocli.CommandLine;
import picocli.CommandLine.IParameterExceptionHandler;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;

/** Says in one sentence what is wrong with the words that a user typed, and where help is; exit 2. */
final class WrongUsage implements IParameterExceptionHandler {

    @Override
    public int handleParseException(ParameterException problem, String[] arguments) {
        CommandLine command = problem.getCommandLine();
        PrintWriter err = command.getErr();
        err.println("cordscope: "
                + String.valueOf(problem.getMessage()).lines().findFirst().orElse("wrong usage") + ". See: "
                + command.getCommandSpec().qualifiedName() + " --help");
        UnmatchedArgumentException.printSuggestions(problem, err);
        err.flush();
        return CommandLine.ExitCode.USAGE;
    }
}
