package org.cordscope.deid;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.CancellationException;
import org.cordscope.dicom.DicomFormatException;
import org.cordscope.dicom.DicomObject;
import org.cordscope.dicom.DicomReader;
import org.cordscope.dicom.DicomScan;
import org.cordscope.provenance.Sha256;
import org.cordscope.study.Cancellation;
import org.cordscope.study.InstanceHeader;
import org.cordscope.study.Progress;
import org.cordscope.study.Rejected;
import org.cordscope.study.SourceFile;
import org.cordscope.study.UserFacingException;
import org.jspecify.annotations.Nullable;

/**
 * De-identifies files, folders and ZIP archives into a folder of their own, without a study: one thread walks and reads headers,
 * the others de-identify, each one file at a time. Running it again, also after a kill at any moment, gives the same folder:
 * identifiers are recorded before an output is renamed into place, and its line in {@code files.csv} follows. Memory holds some
 * hundred bytes for each file and the pixels of one file for each thread.
 */
public final class FolderDeidentification {
    private static final int HASH_DIGITS = 16;
    private static final String COPY = "copy of another file";
    private static final String OTHER_CONTENT = "same SOP Instance UID as another file, other content";

    private final OutputFolder folder;
    private final Deidentifier deidentifier;
    private final FileLog log;
    private final Map<String, String> pathByOutput;
    private final Progress progress;
    private final List<Twin> twins = new ArrayList<>();
    private final Map<String, Integer> rejected = new TreeMap<>();
    private int written;
    private int unchanged;

    private FolderDeidentification(OutputFolder folder, Deidentifier deidentifier, FileLog log, Progress progress) {
        this.folder = folder;
        this.deidentifier = deidentifier;
        this.log = log;
        this.pathByOutput = new HashMap<>(log.pathByOutput());
        this.progress = progress;
    }

    /**
     * @param secret the private folder; null for the one beside {@code out}
     * @throws UserFacingException where an input is missing, a folder lies within another, or an earlier run had other options
     * @throws CancellationException where the thread is interrupted; the folder is then as after a kill
     */
    public static DeidentificationSummary run(
            List<Path> inputs,
            Path out,
            @Nullable Path secret,
            DeidentificationOptions options,
            Clock clock,
            Progress progress)
            throws IOException {
        List<Path> absolute = inputs.stream()
                .map(p -> p.toAbsolutePath().normalize())
                .distinct()
                .toList();
        for (Path input : absolute) {
            if (!Files.exists(input)) {
                throw new UserFacingException("There is no such file or folder: " + input, "Check the path.");
            }
        }
        OutputFolder folder = new OutputFolder(out, secret == null ? OutputFolder.secretBeside(out) : secret);
        if (absolute.stream()
                .anyMatch(input ->
                        folder.out().startsWith(input) || folder.secret().startsWith(input))) {
            throw new UserFacingException(
                    "The output or the private folder lies within an input", "Choose another --out or --private.");
        }
        folder.prepare(options);
        FolderDeidentification run = new FolderDeidentification(
                folder,
                Deidentifier.open(folder.secret(), clock, options),
                FileLog.open(folder.secret().resolve("files.csv")),
                progress);
        return run.run(absolute);
    }

    private DeidentificationSummary run(List<Path> inputs) throws IOException {
        try (BoundedWorkers workers = BoundedWorkers.ofAllProcessors()) {
            run(inputs, workers);
        }
        Cancellation.check();
        log.writeRejections(folder.out().resolve("rejected.csv"));
        return new DeidentificationSummary(written, unchanged, rejected);
    }

    private void run(List<Path> inputs, BoundedWorkers workers) throws IOException {
        try {
            DicomScan.scan(inputs, new Renamed(progress), new DicomScan.Sink() {
                @Override
                public void readable(InstanceHeader header) {
                    take(header, workers);
                }

                @Override
                public void rejected(Rejected file) {
                    reject(file);
                }
            });
            workers.finish();
            takeTwins(workers);
            workers.finish();
        } catch (CancellationException e) {
            workers.rethrow();
            throw e;
        }
    }

    /** Gives the file its output before the work begins, so that of several copies the first in path order is the one. */
    private void take(InstanceHeader header, BoundedWorkers workers) {
        String path = header.source().display();
        Pseudonyms pseudonyms = deidentifier.pseudonyms();
        String output = String.join(
                "/",
                pseudonyms.subject(header.patientId()),
                pseudonyms.study(header.studyUid()),
                pseudonyms.scan(header.seriesUid()),
                pseudonyms.image(header.sopInstanceUid()) + ".dcm");
        String owner = pathByOutput.putIfAbsent(output, path);
        if (owner != null && !owner.equals(path)) {
            twins.add(new Twin(header.source(), output));
            return;
        }
        FileLog.@Nullable Entry before = log.of(path);
        boolean done = before != null
                && before.output().equals(output)
                && Files.isRegularFile(folder.out().resolve(output));
        if (done) {
            count(0, 1);
        } else {
            workers.submit(() -> write(header.source(), output));
        }
    }

    /** A file whose output another file of the same SOP Instance UID has. */
    private record Twin(SourceFile source, String output) {}

    /** One after the other where the first of them could not be de-identified, so that the next in path order takes its place. */
    private void takeTwins(BoundedWorkers workers) throws IOException {
        for (Twin twin : twins) {
            Path target = folder.out().resolve(twin.output());
            if (Files.isRegularFile(target)) {
                workers.submit(() -> compare(twin.source(), target));
            } else {
                write(twin.source(), twin.output());
            }
        }
    }

    private void compare(SourceFile source, Path target) throws IOException {
        Optional<DeidentifiedInstance> instance = deidentified(source);
        if (instance.isPresent()) {
            boolean same = instance.get().isImageOf(target, Sha256.ofFile(target));
            reject(new Rejected(source.display(), same ? COPY : OTHER_CONTENT));
        }
    }

    private void write(SourceFile source, String output) throws IOException {
        Optional<DeidentifiedInstance> instance = deidentified(source);
        if (instance.isEmpty()) {
            return;
        }
        String path = source.display();
        Path target = folder.out().resolve(output);
        Files.createDirectories(Objects.requireNonNull(target.getParent()));
        if (instance.get().writeTo(target).isPresent()) {
            log.put(path, new FileLog.Entry(hash(path), output, ""));
            count(1, 0);
        } else {
            reject(new Rejected(path, "an identifier is left after de-identification"));
        }
    }

    /** Empty where the file is rejected. */
    private Optional<DeidentifiedInstance> deidentified(SourceFile source) throws IOException {
        DicomObject object;
        try {
            object = DicomReader.read(source);
        } catch (DicomFormatException e) {
            reject(e.toRejected());
            return Optional.empty();
        } catch (IOException e) {
            Cancellation.check();
            reject(new Rejected(
                    source.display(), "not readable: " + e.getClass().getSimpleName()));
            return Optional.empty();
        }
        Deidentification result = deidentifier.deidentify(source, object);
        if (result instanceof Deidentification.Quarantined quarantined) {
            reject(quarantined.rejected());
            return Optional.empty();
        }
        return Optional.of((DeidentifiedInstance) result);
    }

    private synchronized void count(int more, int same) {
        written += more;
        unchanged += same;
    }

    private void reject(Rejected file) {
        synchronized (this) {
            rejected.merge(file.reason(), 1, Integer::sum);
        }
        try {
            log.put(file.path(), new FileLog.Entry(hash(file.path()), "", file.reason()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private String hash(String path) {
        return deidentifier.pseudonyms().pathHash(path).substring(0, HASH_DIGITS);
    }

    /** The scan's steps under the name of this work. */
    private record Renamed(Progress progress) implements Progress {
        @Override
        public void begin(String task, long total) {
            progress.begin("de-identifying", total);
        }

        @Override
        public void advance(long steps) {
            progress.advance(steps);
        }
    }
}
