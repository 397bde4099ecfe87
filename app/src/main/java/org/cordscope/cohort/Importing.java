package org.cordscope.cohort;

import java.io.IOException;
import java.nio.channels.ClosedByInterruptException;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.CancellationException;
import org.cordscope.cohort.series.SeriesRules;
import org.cordscope.deid.Deidentifier;
import org.cordscope.dicom.DicomScan;
import org.cordscope.study.Cancellation;
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

    private static final int MOST_UNDER_WAY = 3;

    private final ImportRun run;
    private final Deque<StudyImport> underWay = new ArrayDeque<>();

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
                FileStatements statements = new FileStatements(handle.getConnection());
                ParallelWork readers = new ParallelWork(processors);
                ParallelWork writers = new ParallelWork(WRITERS_PER_PROCESSOR * processors)) {
            ImportRun run = new ImportRun(
                    study,
                    deidentifier,
                    rules,
                    provenance,
                    index,
                    new HeldHeaders(),
                    new PixelMemory(),
                    new ForeignFiles(),
                    handle,
                    statements,
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
        finishStudies();
        run.index().commit();
        FileLedger.write(run);
    }

    /** Puts all files that this import is about into the index. */
    private void find(ImportRequest request) throws IOException {
        IndexingSink sink = new IndexingSink(run.index(), run.held());
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
        for (SeriesOverride override : request.chosen()) {
            HandChoice.make(run, override);
        }
    }

    private static Path absolute(Path path) {
        return path.toAbsolutePath().normalize();
    }

    private void rememberUnusable(List<SourceIndex.Entry> files) {
        List<ImportStore.Source> sources = files.stream()
                .map(f -> unusable(run.pseudonyms().pathHash(f.source().display()), f.reason(), f.sha256()))
                .toList();
        run.handle().useTransaction(handle -> run.statements().putSources(sources));
        sources.forEach(s -> run.tally().file(s.status(), s.reason()));
    }

    private ImportStore.Source unusable(String pathHash, String reason, String sha256) {
        return new ImportStore.Source(
                pathHash,
                "unusable",
                CountedReason.of(reason),
                null,
                null,
                sha256,
                run.provenance().hash());
    }

    private StudyImport read(List<SourceIndex.Entry> study) throws IOException {
        List<FoundInstance> found = new ArrayList<>(study.size());
        for (SourceIndex.Entry file : study) {
            Cancellation.check();
            found.add(FoundInstance.read(file, run.foreign(), run.held(), run.pseudonyms()));
        }
        return new StudyImport(run, found);
    }

    /**
     * Begins with the study, and finishes earlier ones: a few are under way at once, so that the disk is waited for by all of them
     * together. Studies that have an instance or a series in common follow one another, since the first decides over the other.
     */
    private void importStudy(StudyImport study) throws IOException {
        study.lost().forEach(this::forget);
        if (study.isEmpty()) {
            return;
        }
        while (underWay.size() >= MOST_UNDER_WAY || underWay.stream().anyMatch(study::meets)) {
            underWay.remove().finish();
        }
        study.begin();
        underWay.add(study);
    }

    private void finishStudies() throws IOException {
        while (!underWay.isEmpty()) {
            underWay.remove().finish();
        }
    }

    private void forget(FoundInstance file) {
        ImportStore.Source source = unusable(file.pathHash(), file.reason(), file.sha256());
        run.handle().useTransaction(handle -> run.statements().putSources(List.of(source)));
        run.tally().file(source.status(), source.reason());
        run.index().decide(file.source(), file.sha256(), source.status(), file.reason());
        run.progress().advance(1);
    }
}
