package org.cordscope.cli.shared;

import java.util.Objects;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** A command that only holds others: on its own it is wrong usage. */
public abstract class CommandGroup implements Runnable {
    @Spec
    private @Nullable CommandSpec spec;

    @Override
    public void run() {
        CommandSpec group = Objects.requireNonNull(spec);
        String commands = String.join(", ", group.subcommands().keySet());
        throw new ParameterException(group.commandLine(), "Say what to do: " + group.name() + " " + commands);
    }
}
