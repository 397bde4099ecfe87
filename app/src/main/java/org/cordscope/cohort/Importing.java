package org.cordscope.cohort;

import java.io.IOException;
import java.nio.channels.ClosedByInterruptException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.cordscope.cohort.series.ScanDecision;
import org.cordscope.cohort.series.SeriesChoice;
import org.cordscope.cohort.series.SeriesRules;
import org.cordscope.deid.Deidentifier;
import org.cordscope.dicom.DicomScan;
import org.cordscope.study.Cancellation;
import org.cordscope.study.InstanceHeader;
import org.cordscope.study.ParallelWork;
import org.cordscope.study.Progress;
import org.cordscope.study.UnusableFileException;
import org.cordscope.study.UserFacingException;
import org.jdbi.v3.core.Handle;

/**
 * Takes DICOM files into a study: reads headers, chooses one series per study, de-identifies and stores its slices, and
 * remembers every other file with its reason.
 *
 * <p>Running it again gives the same study. Killed at any moment it leaves whole studies only: files are renamed into place before
 * the rows of their study are committed in one transaction, and the next run takes up what is missing. Memory holds the headers of
 * a few studies and the pixels of a few files, however many files there are: the rest waits in the {@link SourceIndex}.
 */
public final class Importing {
    private static final int WRITERS_PER_PROCESSOR = 6;

    private final ImportRun run;

    private Importing(ImportRun run) {
        this.run = run;
    }

    /**
     * Imports files, folders and ZIP archives, and what tables list.
     *
     * @throws UserFacingException where an input does not exist, a table cannot be used, no series has a chosen name, or labels
     *     hang on the scan that a chosen series would displace
     * @throws CancellationException where the thread is interrupted; the study is then as after a kill
     */
    public static ImportSummary run(StudyFolder study, ImportRequest request, SeriesRules rules, Progress progress)
            throws IOException {
        for (Path input : request.inputs()) {
            if (!input.toFile().exists()) {
                throw new UserFacingException("There is no such file or folder: " + input, "Check the path.");
            }
        }
        Deidentifier deidentifier = study.deidentifier();
        ImportProvenance provenance = ImportProvenance.of(rules);
        ImportTally tally = new ImportTally();
        int processors = Runtime.getRuntime().availableProcessors();
        try (SourceIndex index = SourceIndex.open(study.privateFolder());
                Handle handle = study.catalogue().openForRepeatableWork();
                ParallelWork readers = new ParallelWork(processors);
                ParallelWork writers = new ParallelWork(WRITERS_PER_PROCESSOR * processors)) {
            ImportRun run = new ImportRun(
                    study,
                    deidentifier,
                    rules,
                    provenance,
                    index,
                    new ForeignFiles(),
                    handle,
                    readers,
                    writers,
                    tally,
                    progress);
            new Importing(run).run(request);
        } catch (ClosedByInterruptException e) {
            Cancellation.check();
            throw e;
        }
        return tally.summary();
    }

    private void run(ImportRequest request) throws IOException {
        find(request);
        run.index().commit();
        run.handle().useTransaction(run.provenance()::store);
        run.index().unusable(this::rememberUnusable);
        run.progress().begin("importing", run.index().usable());
        Iterator<List<SourceIndex.Entry>> studies =
                run.index().studies().stream().map(run.index()::filesOf).iterator();
        run.readers().each(studies, this::read, this::importStudy);
        run.index().commit();
        FileLedger.write(run);
    }

    /** Puts all files that this import is about into the index. */
    private void find(ImportRequest request) throws IOException {
        IndexingSink sink = new IndexingSink(run.index());
        List<UnusableFileException> unusable = new ArrayList<>();
        for (Path table : request.tables()) {
            ForeignFiles.Listing listing = new ForeignFiles.Listing(absolute(table), request.assumedSpacingMm());
            run.foreign().read(listing, unusable).forEach(header -> sink.readable(header, listing));
        }
        unusable.forEach(e -> sink.rejected(e.source(), e.reason()));
        List<Path> inputs =
                request.inputs().stream().map(Importing::absolute).distinct().toList();
        if (!inputs.isEmpty()) {
            DicomScan.scan(inputs, Runtime.getRuntime().availableProcessors(), run.progress(), sink);
        }
        for (String name : request.chosen()) {
            HandChoice.make(run, name);
        }
    }

    private static Path absolute(Path path) {
        return path.toAbsolutePath().normalize();
    }

    private void rememberUnusable(List<SourceIndex.Entry> files) {
        List<ImportStore.Source> sources = files.stream()
                .map(f -> unusable(f.source().display(), f.reason(), f.sha256()))
                .toList();
        run.handle().useTransaction(handle -> ImportStore.putSources(handle, sources));
        sources.forEach(s -> run.tally().file(s.status(), s.reason()));
    }

    private ImportStore.Source unusable(String path, String reason, String sha256) {
        return new ImportStore.Source(
                run.pseudonyms().pathHash(path),
                "unusable",
                CountedReason.of(reason),
                null,
                null,
                sha256,
                run.provenance().hash());
    }

    private List<FoundInstance> read(List<SourceIndex.Entry> study) throws IOException {
        List<FoundInstance> found = new ArrayList<>(study.size());
        for (SourceIndex.Entry file : study) {
            Cancellation.check();
            found.add(FoundInstance.read(file, run.foreign()));
        }
        return found;
    }

    private void importStudy(List<FoundInstance> found) throws IOException {
        IdentityHashMap<InstanceHeader, FoundInstance> usable = new IdentityHashMap<>();
        List<InstanceHeader> headers = new ArrayList<>();
        for (FoundInstance file : found) {
            if (file.header() == null) {
                forget(file);
            } else {
                headers.add(file.header());
                usable.put(file.header(), file);
            }
        }
        if (!headers.isEmpty()) {
            importStudy(headers, new ScanImport(run, usable));
        }
    }

    /** A file that was usable when it was found, and no longer is. */
    private void forget(FoundInstance file) {
        ImportStore.Source source = unusable(file.source().display(), file.reason(), file.sha256());
        run.handle().useTransaction(handle -> ImportStore.putSources(handle, List.of(source)));
        run.tally().file(source.status(), source.reason());
        run.index().decide(file.source(), file.sha256(), source.status(), file.reason());
        run.progress().advance(1);
    }

    private void importStudy(List<InstanceHeader> files, ScanImport scans) throws IOException {
        Optional<String> refusal = patientRefusal(files);
        List<ScanImport.Judged> judged = new ArrayList<>();
        for (ScanDecision decision : decide(files)) {
            boolean refused = refusal.isPresent() && decision.chosen();
            judged.add(scans.judge(refused ? decision.refused(refusal.get()) : decision));
        }
        Cancellation.check();
        scans.commit(judged);
    }

    private static Optional<String> patientRefusal(List<InstanceHeader> files) {
        List<String> patients =
                files.stream().map(h -> h.patientId().strip()).distinct().toList();
        if (patients.size() > 1) {
            return Optional.of("files of one study name different patients");
        }
        if (!patients.get(0).isEmpty()) {
            return Optional.empty();
        }
        return Optional.of("Patient ID is empty, so that patients cannot be told apart"
                + (ForeignFiles.isVolume(files.get(0).source())
                        ? ": name the volume sub-ID_..., or list it with --images"
                        : ""));
    }

    /** A study keeps the scan that an earlier import chose, since labels may hang on it, until somebody chooses by hand. */
    private List<ScanDecision> decide(List<InstanceHeader> files) {
        String studyUid = run.pseudonyms().uid(files.get(0).studyUid());
        Optional<String> byHand = HandChoice.of(run.handle(), studyUid);
        Optional<String> kept = byHand.or(() -> ImportStore.scanSeriesOfStudy(run.handle(), studyUid));
        if (kept.isEmpty()) {
            return SeriesChoice.choose(files, run.rules());
        }
        Map<Boolean, List<InstanceHeader>> byKept = files.stream()
                .collect(Collectors.partitioningBy(
                        h -> run.pseudonyms().uid(h.seriesUid()).equals(kept.get())));
        List<InstanceHeader> ofKept = byKept.getOrDefault(true, List.of());
        Set<String> chosen = byHand.isEmpty()
                ? Set.of()
                : ofKept.stream().map(InstanceHeader::seriesUid).collect(Collectors.toSet());
        String whyNot = byHand.isEmpty()
                ? "not the best candidate: the study has a scan already"
                : "another series was chosen by hand";
        Stream<ScanDecision> others = SeriesChoice.choose(byKept.getOrDefault(false, List.of()), run.rules()).stream()
                .map(d -> d.chosen() ? d.refused(whyNot) : d);
        return Stream.concat(SeriesChoice.choose(ofKept, run.rules(), chosen).stream(), others)
                .toList();
    }
}
