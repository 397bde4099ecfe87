package org.cordscope.cohort;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import org.cordscope.deid.Deidentifier;
import org.cordscope.study.UserFacingException;
import org.cordscope.study.WholeFile;

/** A study on disk: {@code study.yaml}, {@code study.db}, {@code images/}, {@code private/}, {@code runs/}, {@code reports/}. */
public final class StudyFolder {
    private static final String SETTINGS = "study.yaml";

    private final Path root;
    private final StudySettings settings;
    private final Clock clock;
    private final Catalogue catalogue;

    private StudyFolder(Path root, StudySettings settings, Clock clock) throws IOException {
        this.root = root;
        this.settings = settings;
        this.clock = clock;
        this.catalogue = Catalogue.open(root.resolve("study.db"));
    }

    /**
     * Makes a new study.
     *
     * @throws UserFacingException where the folder holds something already
     */
    public static StudyFolder init(Path root, StudySettings settings, Clock clock) throws IOException {
        if (Files.exists(root.resolve(SETTINGS))) {
            throw new UserFacingException("There is a study already: " + root, "Open it, or choose another folder.");
        }
        Files.createDirectories(root);
        try (var entries = Files.list(root)) {
            if (entries.findAny().isPresent()) {
                throw new UserFacingException("The folder is not empty: " + root, "Choose a new or empty folder.");
            }
        }
        WholeFile.write(root.resolve(SETTINGS), settings.toYaml());
        return open(root, clock);
    }

    /**
     * Opens a study.
     *
     * @throws UserFacingException where the folder is none, or {@code study.yaml} holds unknown keys
     */
    public static StudyFolder open(Path root, Clock clock) throws IOException {
        Path file = root.resolve(SETTINGS);
        if (!Files.isRegularFile(file)) {
            throw new UserFacingException(
                    "Not a study folder, there is no study.yaml: " + root, "Make one with: cordscope init " + root);
        }
        StudyFolder study = new StudyFolder(root, StudySettings.read(file), clock);
        for (Path folder : new Path[] {study.images(), study.runs(), study.reports()}) {
            Files.createDirectories(folder);
        }
        return study;
    }

    public Path root() {
        return root;
    }

    public StudySettings settings() {
        return settings;
    }

    public Catalogue catalogue() {
        return catalogue;
    }

    public Clock clock() {
        return clock;
    }

    public Path images() {
        return root.resolve("images");
    }

    public Path runs() {
        return root.resolve("runs");
    }

    public Path reports() {
        return root.resolve("reports");
    }

    /** The study's de-identification, with its key and linking table; made where missing. */
    public Deidentifier deidentifier() throws IOException {
        return Deidentifier.open(root.resolve("private"), clock);
    }
}
