package org.cordscope.cli.study;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.concurrent.Callable;
import org.cordscope.cli.shared.Inputs;
import org.cordscope.cohort.StudyFolder;
import org.cordscope.cohort.StudySettings;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Makes a study folder. */
@Command(name = "init", mixinStandardHelpOptions = true, description = "Makes a new study folder.")
public final class Init implements Callable<Integer> {
    @Parameters(paramLabel = "DIR", description = "New or empty folder")
    private Path folder = Path.of(".");

    @Option(names = "--name", description = "Name of the study; the folder's name by default")
    private @Nullable String name;

    @Option(names = "--seed", description = "Seed of the split")
    private @Nullable Long seed;

    @Option(
            names = "--database",
            paramLabel = "URL",
            description =
                    "PostgreSQL database for the catalogue: jdbc:postgresql://SERVER/DATABASE?user=NAME, the password in"
                            + " CORDSCOPE_DATABASE_PASSWORD or ~/.pgpass (SQLite in the study folder)")
    private @Nullable String database;

    @Override
    public Integer call() throws IOException {
        Inputs.mustBecomeFolder(folder);
        String title =
                name == null ? folder.toAbsolutePath().normalize().getFileName().toString() : name;
        StudySettings settings = StudySettings.named(title).withDatabase(database);
        StudyFolder.init(folder, seed == null ? settings : settings.withSeed(seed), Clock.systemUTC());
        String typed = folder.toString().matches("[\\p{L}\\p{N}/_.\\-]+") ? folder.toString() : "'" + folder + "'";
        System.out.println("Made " + folder + ". Next: cordscope import PATH --study " + typed);
        return 0;
    }
}
