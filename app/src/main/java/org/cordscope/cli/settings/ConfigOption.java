package org.cordscope.cli.settings;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** A command that has this takes its options from a file and from the environment, too; see {@link LayeredDefaults}. */
public final class ConfigOption {
    static final String NAME = "--config";

    @Option(
            names = NAME,
            paramLabel = "FILE",
            description =
                    "Settings (YAML): each option by its name, see docs/operation.md; CORDSCOPE_CONFIG names it, too")
    private @Nullable Path file;

    /** For the line with which a log begins: whether there is such a file. */
    public String words() {
        return file == null ? "without a settings file" : "with a settings file";
    }
}
