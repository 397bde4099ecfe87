package org.cordscope.cli;

import picocli.CommandLine;
import picocli.CommandLine.Command;

/** Entry point: parses the command line and turns every error into one sentence and an exit code. */
@Command(
        name = "cordscope",
        mixinStandardHelpOptions = true,
        version = "cordscope 0.1.0",
        description = "Finds cervical spinal cord compression in axial T2-weighted MRI. Not for diagnosis.")
public final class Main {

    Main() {}

    public static void main(String[] arguments) {
        System.exit(new CommandLine(new Main()).execute(arguments));
    }
}
