package org.cordscope.cohort;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;
import org.cordscope.cohort.series.ScanDecision;
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

    /**
     * A file to store, or to compare with what is stored of its instance.
     *
     * @param first of its instance: the file whose image is stored where none is yet
     * @param before what an earlier import stored of the instance
     * @param twinSha256 of the file whose image is in use or will be; empty where it is not known
     */
    private record Task(
            InstanceHeader header, boolean first, Optional<FileStatements.StoredFile> before, String twinSha256) {}

    /** A stored image: path below the study folder and the file's hash. */
    record Stored(String path, String sha256) {}

    /**
     * What became of one file: its image is stored now or was before, or it is only compared, or it is rejected.
     *
     * @param imageSha256 of the image that the file gives or would give; empty where its bytes are those of the file in use
     */
    private record Written(
            InstanceHeader header,
            @Nullable Stored stored,
            String imageSha256,
            @Nullable Rejected rejected,
            OptionalInt ageYears,
            String sex,
            String manufacturer) {

        static Written compared(InstanceHeader header, @Nullable Stored stored, String imageSha256) {
            return new Written(header, stored, imageSha256, null, OptionalInt.empty(), "", "");
        }

        static Written rejected(InstanceHeader header, Rejected rejected) {
            return new Written(header, null, "", rejected, OptionalInt.empty(), "", "");
        }
    }

    /** What became of the files of one scan. */
    static final class Outcome {
        private final IdentityHashMap<InstanceHeader, Stored> stored = new IdentityHashMap<>();
        private final IdentityHashMap<InstanceHeader, Rejected> rejected = new IdentityHashMap<>();
        private final IdentityHashMap<InstanceHeader, String> images = new IdentityHashMap<>();
        private final Map<String, String> imageInUse = new HashMap<>();
        private OptionalInt ageYears = OptionalInt.empty();
        private String sex = "";
        private String manufacturer = "";

        boolean holds(InstanceHeader header) {
            return stored.containsKey(header);
        }

        /** True for a file of an instance that has a slice of the scan. */
        boolean knows(InstanceHeader header) {
            return images.containsKey(header);
        }

        /** True where an image of the file's instance is stored. */
        boolean holdsInstance(InstanceHeader header) {
            return imageInUse.containsKey(header.sopInstanceUid());
        }

        /** True where the stored image of the file's instance is the one that the file gives. */
        boolean isImageOf(InstanceHeader header) {
            String image = images.getOrDefault(header, "");
            return holdsInstance(header) && (image.isEmpty() || image.equals(imageInUse.get(header.sopInstanceUid())));
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
            images.put(written.header(), written.imageSha256());
            if (written.stored() != null) {
                stored.put(written.header(), written.stored());
                imageInUse.put(
                        written.header().sopInstanceUid(), written.stored().sha256());
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

    /** Begins to store every file that holds a slice of the scan, and to compare others of the same instances with them. */
    Storing begin(ScanDecision decision) throws IOException {
        Place place = place(decision);
        if (Files.isDirectory(place.folder())) {
            WholeFile.deleteUnfinished(place.folder());
        }
        List<Task> tasks = tasks(decision);
        run.progress().advance(decision.instances().size() - tasks.size());
        return new Storing(run.writers().begin(tasks, task -> store(place, task)));
    }

    private List<Task> tasks(ScanDecision decision) {
        Map<String, InstanceHeader> firsts = new LinkedHashMap<>();
        decision.slices().forEach(slice -> firsts.put(slice.header().sopInstanceUid(), slice.header()));
        List<Task> tasks = new ArrayList<>();
        for (InstanceHeader header : decision.instances()) {
            InstanceHeader first = firsts.get(header.sopInstanceUid());
            if (first != null) {
                FoundInstance file = found(header);
                boolean isFirst = header.source().equals(first.source());
                String twin = run.statements()
                        .usedFile(file)
                        .map(FileStatements.UsedFile::sha256)
                        .orElse(isFirst ? "" : found(first).sha256());
                tasks.add(new Task(header, isFirst, run.statements().storedFile(file.sopUid()), twin));
            }
        }
        return tasks;
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
        Optional<Stored> kept =
                before.filter(b -> Files.isRegularFile(target)).map(b -> new Stored(path, b.fileSha256()));
        if (kept.isEmpty() && task.first()) {
            return sparingly(header, () -> write(header, path, target));
        }
        return task.twinSha256().equals(found(header).sha256())
                ? Written.compared(header, kept.orElse(null), "")
                : sparingly(header, () -> compare(header, kept.orElse(null)));
    }

    private interface Work {
        Written run() throws IOException;
    }

    /** Holds back where the files under way would take too much memory together. */
    private Written sparingly(InstanceHeader header, Work work) throws IOException {
        int share = run.memory().take(header.source());
        try {
            return work.run();
        } finally {
            run.memory().giveBack(share);
        }
    }

    /** Another file of an instance whose image is stored already, or is being so. */
    private Written compare(InstanceHeader header, @Nullable Stored stored) throws IOException {
        Deidentification result = deidentified(header);
        return result instanceof DeidentifiedInstance instance
                ? Written.compared(header, stored, instance.sha256())
                : Written.rejected(header, ((Deidentification.Quarantined) result).rejected());
    }

    private Written write(InstanceHeader header, String path, Path target) throws IOException {
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
                sha256.get(),
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
