package org.cordscope.cli.training;

import java.nio.file.Path;
import java.time.Clock;
import org.cordscope.learning.initial.WeightsFolder;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The folder of initial weights. */
final class WeightsOption {
    @Option(
            names = "--weights-folder",
            paramLabel = "DIR",
            description = "Folder of initial weights ($CORDSCOPE_HOME/weights, or ~/.local/share/cordscope/weights)")
    private @Nullable Path folder;

    WeightsFolder folder() {
        Path root = folder == null
                ? WeightsFolder.standardRoot(System.getenv(), Path.of(System.getProperty("user.home")))
                : folder;
        return new WeightsFolder(root, Clock.systemUTC());
    }
}
