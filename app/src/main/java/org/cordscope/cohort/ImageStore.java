package org.cordscope.cohort;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import org.cordscope.cohort.series.ScanDecision;
import org.cordscope.cohort.series.SliceRef;
import org.cordscope.deid.Deidentification;
import org.cordscope.deid.DeidentifiedInstance;
import org.cordscope.deid.Pseudonyms;
import org.cordscope.raster.ForeignPixels;
import org.cordscope.study.FramePixels;
import org.cordscope.study.InstanceHeader;
import org.cordscope.study.ParallelWork;
import org.cordscope.study.Rejected;
import org.cordscope.study.UnusableFileException;
import org.cordscope.study.WholeFile;
import org.jspecify.annotations.Nullable;

/** De-identifies the files of a scan, several at once, and writes them to the images folder. */
final class ImageStore {
    private final ImportRun run;
    private final Pseudonyms pseudonyms;
    private final IdentityHashMap<InstanceHeader, FoundInstance> found;

    /** @param found each file of the study, by the very header object */
    ImageStore(ImportRun run, IdentityHashMap<InstanceHeader, FoundInstance> found) {
        this.run = run;
        this.found = found;
        this.pseudonyms = run.pseudonyms();
    }

    /** A file to store, and what an earlier import stored of its instance. */
    private record Task(InstanceHeader header, Optional<FileStatements.StoredFile> before) {}

    /** A stored image: path below the study folder and the file's hash. */
    record Stored(String path, String sha256) {}

    /**
     * What became of one file: stored, or rejected.
     *
     * @param kept true where the image is the one that an earlier import stored
     */
    private record Written(
            InstanceHeader header,
            @Nullable Stored stored,
            boolean kept,
            @Nullable Rejected rejected,
            OptionalInt ageYears,
            String sex,
            String manufacturer) {

        static Written kept(InstanceHeader header, Stored stored) {
            return new Written(header, stored, true, null, OptionalInt.empty(), "", "");
        }

        static Written rejected(InstanceHeader header, Rejected rejected) {
            return new Written(header, null, false, rejected, OptionalInt.empty(), "", "");
        }
    }

    /** What became of the files of one scan. */
    static final class Outcome {
        private final IdentityHashMap<InstanceHeader, Stored> stored = new IdentityHashMap<>();
        private final IdentityHashMap<InstanceHeader, Rejected> rejected = new IdentityHashMap<>();
        private final Set<InstanceHeader> kept = Collections.newSetFromMap(new IdentityHashMap<>());
        private OptionalInt ageYears = OptionalInt.empty();
        private String sex = "";
        private String manufacturer = "";

        boolean holds(InstanceHeader header) {
            return stored.containsKey(header);
        }

        /** True where an earlier import stored the image. */
        boolean keeps(InstanceHeader header) {
            return kept.contains(header);
        }

        /** True where a file of the same instance is stored. */
        boolean holdsInstance(String sopInstanceUid) {
            return stored.keySet().stream().anyMatch(h -> h.sopInstanceUid().equals(sopInstanceUid));
        }

        Stored stored(InstanceHeader header) {
            return Objects.requireNonNull(stored.get(header), "not stored");
        }

        Optional<Rejected> rejection(InstanceHeader header) {
            return Optional.ofNullable(rejected.get(header));
        }

        /** Age at the study in years, 90 for everybody over 89; null where no file says. */
        @Nullable Integer ageYears() {
            return ageYears.isPresent() ? ageYears.getAsInt() : null;
        }

        String sex() {
            return sex;
        }

        String manufacturer() {
            return manufacturer;
        }

        private void add(Written written) {
            if (written.stored() != null) {
                stored.put(written.header(), written.stored());
            }
            if (written.kept()) {
                kept.add(written.header());
            }
            if (written.rejected() != null) {
                rejected.put(written.header(), written.rejected());
            }
            ageYears = ageYears.isPresent() ? ageYears : written.ageYears();
            sex = sex.isEmpty() ? written.sex() : sex;
            manufacturer = written.manufacturer().isEmpty() ? manufacturer : written.manufacturer();
        }
    }

    /** Images of one scan on their way to the disk. */
    final class Storing {
        private final ParallelWork.Begun<Written> begun;

        private Storing(ParallelWork.Begun<Written> begun) {
            this.begun = begun;
        }

        /** Waits until every file is stored or rejected. */
        Outcome outcome() throws IOException {
            Outcome outcome = new Outcome();
            begun.each(written -> {
                outcome.add(written);
                run.progress().advance(1);
            });
            return outcome;
        }
    }

    /** Begins to store every file that holds a slice of the scan. */
    Storing begin(ScanDecision decision) throws IOException {
        Place place = place(decision);
        if (Files.isDirectory(place.folder())) {
            WholeFile.deleteUnfinished(place.folder());
        }
        Set<InstanceHeader> files = Collections.newSetFromMap(new IdentityHashMap<>());
        List<Task> tasks = decision.slices().stream()
                .map(SliceRef::header)
                .filter(files::add)
                .map(h -> new Task(h, run.statements().storedFile(found(h).sopUid())))
                .toList();
        run.progress().advance(decision.instances().size() - files.size());
        return new Storing(run.writers().begin(tasks, task -> store(place, task)));
    }

    private Written store(Place place, Task task) throws IOException {
        InstanceHeader header = task.header();
        Optional<FileStatements.StoredFile> before = task.before();
        String name = found(header).sopUid() + ".dcm";
        Path target = place.folder().resolve(name);
        String path = place.path() + "/" + name;
        if (before.isPresent() && !before.get().scan().equals(place.scan())) {
            return Written.rejected(
                    header, new Rejected(header.source().display(), "its SOP Instance UID belongs to another scan"));
        }
        if (before.isPresent() && Files.isRegularFile(target)) {
            return Written.kept(header, new Stored(path, before.get().fileSha256()));
        }
        return write(header, path, target);
    }

    /** Holds back where the files under way would take too much memory together. */
    private Written write(InstanceHeader header, String path, Path target) throws IOException {
        int share = run.memory().take(header.source());
        try {
            return writeNow(header, path, target);
        } finally {
            run.memory().giveBack(share);
        }
    }

    private Written writeNow(InstanceHeader header, String path, Path target) throws IOException {
        Deidentification result = deidentified(header);
        if (result instanceof Deidentification.Quarantined quarantined) {
            return Written.rejected(header, quarantined.rejected());
        }
        DeidentifiedInstance instance = (DeidentifiedInstance) result;
        Optional<String> sha256 = instance.writeTo(target);
        if (sha256.isEmpty()) {
            return Written.rejected(
                    header, new Rejected(header.source().display(), "an identifier is left after de-identification"));
        }
        return new Written(
                header,
                new Stored(path, sha256.get()),
                false,
                null,
                instance.ageYears(),
                instance.sex(),
                instance.manufacturer().orElse(""));
    }

    private Deidentification deidentified(InstanceHeader header) throws IOException {
        if (!found(header).foreign()) {
            return run.deidentifier().deidentify(header.source());
        }
        try {
            FramePixels pixels = ForeignPixels.of(header.source())
                    .orElseThrow(() -> new UnusableFileException(header.source(), "neither a volume nor a picture"));
            return run.deidentifier().convert(header, pixels);
        } catch (UnusableFileException e) {
            return new Deidentification.Quarantined(e.toRejected());
        }
    }

    private FoundInstance found(InstanceHeader header) {
        return Objects.requireNonNull(found.get(header), "file");
    }

    /** Deletes the images of a series that is no scan of the study, if there are any. */
    void delete(ScanDecision decision) throws IOException {
        Path folder = place(decision).folder();
        if (Files.isDirectory(folder)) {
            try (DirectoryStream<Path> files = Files.newDirectoryStream(folder)) {
                for (Path file : files) {
                    Files.delete(file);
                }
            }
            Files.delete(folder);
        }
    }

    /**
     * Where the images of a scan lie.
     *
     * @param path of the folder below the study folder, with slashes
     */
    private record Place(String scan, Path folder, String path) {}

    private Place place(ScanDecision decision) {
        String scan = pseudonyms.scan(decision.seriesUid());
        String subject = pseudonyms.subject(decision.instances().get(0).patientId());
        Path folder = run.study().images().resolve(subject).resolve(scan);
        return new Place(
                scan, folder, run.study().root().relativize(folder).toString().replace('\\', '/'));
    }
}
