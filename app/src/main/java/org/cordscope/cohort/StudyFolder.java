package org.cordscope.cohort;

import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Set;
import org.cordscope.deid.DeidentificationOptions;
import org.cordscope.deid.Deidentifier;
import org.cordscope.study.UserFacingException;
import org.cordscope.study.WholeFile;

/**
 * A study on disk: {@code study.yaml}, {@code study.db} (or a PostgreSQL database that {@code study.yaml} names), {@code images/},
 * {@code private/}, {@code runs/}, {@code reports/}.
 */
public final class StudyFolder implements Closeable {
    private static final String SETTINGS = "study.yaml";
    private static final String KEY_FINGERPRINT = "key_fingerprint";
    private static final String DEIDENTIFICATION = "deidentification";

    private final Path root;
    private final StudySettings settings;
    private final Clock clock;
    private final Catalogue catalogue;

    private StudyFolder(Path root, StudySettings settings, Clock clock) throws IOException {
        this.root = root;
        this.settings = settings;
        this.clock = clock;
        String url = settings.database();
        this.catalogue = url == null ? Catalogue.open(root.resolve("study.db")) : Catalogue.open(url);
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
        try {
            return open(root, clock);
        } catch (UserFacingException e) {
            Files.delete(root.resolve(SETTINGS));
            throw e;
        }
    }

    /** Begins to load the database, for a caller who has other things to do before the study is opened. */
    public static void prepare() {
        Thread loader = new Thread(Catalogue::load, "cordscope-database");
        loader.setDaemon(true);
        loader.setUncaughtExceptionHandler((thread, e) -> {}); // opening the study fails as well, and says why
        loader.start();
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

    /** Where identifiers stay: key, linking table, index of the files that were imported. */
    Path privateFolder() {
        return root.resolve("private");
    }

    /** Whether the key of the study's pseudonyms is here: a study that is given away leaves it at home. */
    public boolean hasKey() {
        return Files.exists(privateFolder().resolve("key"));
    }

    /**
     * The study's de-identification, with its key and linking table; made where missing.
     *
     * @throws UserFacingException where the key or the options are not those that the stored images were made with
     */
    public Deidentifier deidentifier() throws IOException {
        DeidentificationOptions options = new DeidentificationOptions(Set.copyOf(settings.deidentification()));
        Deidentifier deidentifier = Deidentifier.open(privateFolder(), clock, options);
        if (!remembered(KEY_FINGERPRINT, deidentifier.pseudonyms().pathHash(KEY_FINGERPRINT))) {
            throw new UserFacingException(
                    "private/key is not the key that this study was made with: the same patient would get another name.",
                    "Restore private/ from a backup, or give the study a database of its own in study.yaml.");
        }
        if (!remembered(DEIDENTIFICATION, options.text())) {
            throw new UserFacingException(
                    "The study's images were de-identified with other options than those of study.yaml.",
                    "Put the options back, or import into a new study.");
        }
        return deidentifier;
    }

    /** True where the catalogue remembers this value, from now on or since an earlier time. */
    private boolean remembered(String name, String value) {
        return catalogue.jdbi().inTransaction(handle -> {
            if (Catalogue.setting(handle, name).isEmpty()) {
                Catalogue.set(handle, name, value);
            }
            return Catalogue.setting(handle, name).orElseThrow().equals(value);
        });
    }

    /** Ends the connections to the catalogue. */
    @Override
    public void close() throws IOException {
        catalogue.close();
    }
}
