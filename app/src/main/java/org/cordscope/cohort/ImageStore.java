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
import org.cordscope.study.Cancellation;
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
     * The files of one instance: one is stored, the others are compared with it.
     *
     * @param files the one that the slices of the scan are of comes first; the next takes its place where it cannot be stored
     * @param before what an earlier import stored of the instance
     * @param usedSha256 of each file, the hash of the file that is in use in its place; empty where none is
     */
    private record Task(
            List<InstanceHeader> files, Optional<FileStatements.StoredFile> before, List<String> usedSha256) {}

    /** A stored image: path below the study folder and the file's hash. */
    record Stored(String path, String sha256) {}

    /**
     * What became of one file: its image is stored now or was before, or it is only compared, or it is rejected.
     *
     * @param ofStored true where the file gives the image that is stored, or would give it
     */
    private record Written(
            InstanceHeader header,
            @Nullable Stored stored,
            boolean ofStored,
            @Nullable Rejected rejected,
            OptionalInt ageYears,
            String sex,
            String manufacturer) {

        static Written compared(InstanceHeader header, @Nullable Stored stored, boolean ofStored) {
            return new Written(header, stored, ofStored, null, OptionalInt.empty(), "", "");
        }

        static Written rejected(InstanceHeader header, Rejected rejected) {
            return new Written(header, null, false, rejected, OptionalInt.empty(), "", "");
        }
    }

    /** What became of the files of one scan. */
    static final class Outcome {
        private final IdentityHashMap<InstanceHeader, Rejected> rejected = new IdentityHashMap<>();
        private final IdentityHashMap<InstanceHeader, Boolean> ofStored = new IdentityHashMap<>();
        private final Map<String, Stored> imageInUse = new HashMap<>();
        private OptionalInt ageYears = OptionalInt.empty();
        private String sex = "";
        private String manufacturer = "";

        /** True for a file of an instance that has a slice of the scan. */
        boolean knows(InstanceHeader header) {
            return ofStored.containsKey(header);
        }

        /** True where an image of the file's instance is stored. */
        boolean holdsInstance(InstanceHeader header) {
            return imageInUse.containsKey(header.sopInstanceUid());
        }

        /** True where the stored image of the file's instance is the one that the file gives. */
        boolean isImageOf(InstanceHeader header) {
            return ofStored.getOrDefault(header, false);
        }

        /** The stored image of the file's instance. */
        Stored stored(InstanceHeader header) {
            return Objects.requireNonNull(imageInUse.get(header.sopInstanceUid()), "not stored");
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
            ofStored.put(written.header(), written.ofStored());
            if (written.stored() != null) {
                imageInUse.put(written.header().sopInstanceUid(), written.stored());
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
        private final ParallelWork.Begun<List<Written>> begun;

        private Storing(ParallelWork.Begun<List<Written>> begun) {
            this.begun = begun;
        }

        /** Waits until every file is stored or rejected. */
        Outcome outcome() throws IOException {
            Outcome outcome = new Outcome();
            begun.each(instance -> {
                instance.forEach(outcome::add);
                run.progress().advance(instance.size());
            });
            return outcome;
        }
    }

    /** Begins to store every instance that holds a slice of the scan, and to compare other files of it with what is stored. */
    Storing begin(ScanDecision decision) throws IOException {
        Place place = place(decision);
        if (Files.isDirectory(place.folder())) {
            WholeFile.deleteUnfinished(place.folder());
        }
        List<Task> tasks = tasks(decision);
        int files = tasks.stream().mapToInt(task -> task.files().size()).sum();
        run.progress().advance(decision.instances().size() - files);
        return new Storing(run.writers().begin(tasks, task -> store(place, task)));
    }

    private List<Task> tasks(ScanDecision decision) {
        Map<String, List<InstanceHeader>> instances = new LinkedHashMap<>();
        decision.slices()
                .forEach(slice -> instances.putIfAbsent(
                        slice.header().sopInstanceUid(), new ArrayList<>(List.of(slice.header()))));
        for (InstanceHeader header : decision.instances()) {
            List<InstanceHeader> files = instances.get(header.sopInstanceUid());
            if (files != null && !files.get(0).source().equals(header.source())) {
                files.add(header);
            }
        }
        return instances.values().stream().map(this::task).toList();
    }

    private Task task(List<InstanceHeader> files) {
        List<String> used = files.stream()
                .map(header -> run.statements()
                        .usedFile(found(header))
                        .map(FileStatements.UsedFile::sha256)
                        .orElse(""))
                .toList();
        return new Task(files, run.statements().storedFile(found(files.get(0)).sopUid()), used);
    }

    private List<Written> store(Place place, Task task) throws IOException {
        InstanceHeader first = task.files().get(0);
        String name = found(first).sopUid() + ".dcm";
        Path target = place.folder().resolve(name);
        String path = place.path() + "/" + name;
        Optional<FileStatements.StoredFile> before = task.before();
        if (before.isPresent() && !before.get().scan().equals(place.scan())) {
            return task.files().stream()
                    .map(header -> Written.rejected(
                            header,
                            new Rejected(header.source().display(), "its SOP Instance UID belongs to another scan")))
                    .toList();
        }
        Stored stored = before.filter(b -> Files.isRegularFile(target))
                .map(b -> new Stored(path, b.fileSha256()))
                .orElse(null);
        List<Written> written = new ArrayList<>();
        String sha256 = "";
        for (int i = 0; i < task.files().size(); i++) {
            InstanceHeader header = task.files().get(i);
            String twin = sha256.isEmpty() ? task.usedSha256().get(i) : sha256;
            if (stored == null && header.frames().equals(first.frames())) {
                Written now = sparingly(header, () -> write(header, path, target));
                stored = now.stored();
                sha256 = stored == null ? "" : found(header).sha256();
                written.add(now);
            } else if (stored != null && twin.equals(found(header).sha256())) {
                written.add(Written.compared(header, stored, true));
            } else {
                @Nullable Stored other = stored;
                written.add(sparingly(header, () -> compare(header, target, other)));
            }
        }
        return written;
    }

    private interface Work {
        Written run() throws IOException;
    }

    /** Holds back where the files under way would take too much memory together. */
    private Written sparingly(InstanceHeader header, Work work) throws IOException {
        int share = run.memory().take(found(header));
        try {
            return work.run();
        } finally {
            run.memory().giveBack(share);
        }
    }

    /** Another file of an instance whose image is stored, or none of whose slices it holds. */
    private Written compare(InstanceHeader header, Path target, @Nullable Stored stored) throws IOException {
        Deidentification result = deidentified(header);
        if (result instanceof Deidentification.Quarantined quarantined) {
            return Written.rejected(header, quarantined.rejected());
        }
        boolean same = stored != null && ((DeidentifiedInstance) result).isImageOf(target, stored.sha256());
        return Written.compared(header, stored, same);
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
                true,
                null,
                instance.ageYears(),
                instance.sex(),
                instance.manufacturer().orElse(""));
    }

    /** A file that changes meanwhile is quarantined: it may be another image by now. */
    private Deidentification deidentified(InstanceHeader header) throws IOException {
        FoundInstance file = found(header);
        try {
            Deidentification result =
                    file.foreign() ? converted(header) : run.deidentifier().deidentify(header.source());
            return changed(file).orElse(result);
        } catch (IOException e) {
            Cancellation.check();
            return changed(file).orElseThrow(() -> e);
        }
    }

    private static Optional<Deidentification> changed(FoundInstance file) {
        return file.change()
                .map(why -> new Deidentification.Quarantined(
                        new Rejected(file.source().display(), why)));
    }

    private Deidentification converted(InstanceHeader header) throws IOException {
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
