package org.cordscope.cohort;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.cordscope.cohort.series.ScanDecision;
import org.cordscope.cohort.series.SeriesRule;
import org.cordscope.cohort.series.SliceRef;
import org.cordscope.deid.Pseudonyms;
import org.cordscope.study.Cancellation;
import org.cordscope.study.InstanceHeader;
import org.cordscope.study.Rejected;
import org.cordscope.study.Spacing;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/** Records what became of each series of a study: a scan with its slices, or an exclusion with its reason. */
final class ScanImport {
    private static final String COPY = "copy of another file";
    private static final String OTHER_CONTENT = "same SOP Instance UID as another file, other content";
    private static final String TWIN_OF_UNUSABLE = "same SOP Instance UID as a file that cannot be used";
    private static final String TOO_FEW = SeriesRule.TOO_FEW_SLICES.reason() + " after de-identification";
    private static final String OTHER_PERSON =
            "its Patient ID is that of a patient of other sex or age, so that the two cannot be told apart";
    private static final String OTHER_FRAME =
            "not a slice of the scan (another echo, or a frame that the rules refuse)";

    private final ImportRun run;
    private final ImageStore images;
    private final Pseudonyms pseudonyms;
    private final IdentityHashMap<InstanceHeader, FoundInstance> found;

    /** @param found each file of the study, by the very header object */
    ScanImport(ImportRun run, IdentityHashMap<InstanceHeader, FoundInstance> found) {
        this.run = run;
        this.images = new ImageStore(run, found);
        this.pseudonyms = run.pseudonyms();
        this.found = found;
    }

    /**
     * A series with what became of its files, ready to be recorded.
     *
     * @param slices of the scan; empty where the series is none
     */
    private record Judged(ScanDecision decision, List<SliceRef> slices, ImageStore.Outcome outcome) {}

    /**
     * A series whose images are on their way to the disk.
     *
     * @param storing null where the series is no scan
     */
    record Begun(ScanDecision decision, ImageStore.@Nullable Storing storing) {}

    /** Begins to store the images of a series that was chosen. */
    Begun begin(ScanDecision decision) throws IOException {
        Cancellation.check();
        if (!decision.chosen()) {
            return excluded(decision);
        }
        if (ImportStore.isOfAnotherStudy(
                run.handle(), pseudonyms.scan(decision.seriesUid()), pseudonyms.uid(decision.studyUid()))) {
            return excluded(decision.refused("its Series Instance UID belongs to another study"));
        }
        return new Begun(decision, images.begin(decision));
    }

    private Begun excluded(ScanDecision decision) {
        run.progress().advance(decision.instances().size());
        return new Begun(decision, null);
    }

    /** Waits for the images. A scan of which too little can be stored is excluded after all. */
    private Judged judged(Begun begun) throws IOException {
        ScanDecision decision = begun.decision();
        if (begun.storing() == null) {
            return new Judged(decision, List.of(), new ImageStore.Outcome());
        }
        ImageStore.Outcome outcome = begun.storing().outcome();
        List<SliceRef> kept = decision.slices().stream()
                .filter(s -> outcome.holdsInstance(s.header()))
                .toList();
        int fewest = Math.min(run.rules().minSlices(), decision.slices().size());
        if (isOtherPerson(decision, outcome)) {
            return new Judged(decision.refused(OTHER_PERSON), List.of(), outcome);
        }
        return kept.size() < fewest || kept.isEmpty()
                ? new Judged(decision.refused(TOO_FEW), List.of(), outcome)
                : new Judged(decision, kept, outcome);
    }

    /** A shared or made-up Patient ID (UNKNOWN, 0) would join two people in one subject. */
    private boolean isOtherPerson(ScanDecision decision, ImageStore.Outcome outcome) {
        String subject = pseudonyms.subject(decision.instances().get(0).patientId());
        return ImportStore.isOtherPerson(run.handle(), subject, outcome.ageYears(), outcome.sex());
    }

    /** Waits for the images of all series of a study, records the series in one transaction, then counts them. */
    void commit(List<Begun> series) throws IOException {
        List<Judged> study = new ArrayList<>();
        for (Begun begun : series) {
            study.add(judged(begun));
        }
        Cancellation.check();
        List<Recorded> recorded = run.handle()
                .inTransaction(handle ->
                        study.stream().map(judged -> record(handle, judged)).toList());
        for (int i = 0; i < study.size(); i++) {
            count(study.get(i), recorded.get(i));
        }
    }

    /**
     * What is now in the catalogue.
     *
     * @param sources of the files, in the order of the decision's instances
     * @param isNew true for a scan that was not there before
     * @param isScan true where the catalogue has a scan of the series, from this import or an earlier one
     */
    private record Recorded(List<ImportStore.Source> sources, boolean isNew, boolean isScan) {}

    private Recorded record(Handle handle, Judged judged) {
        Recorded recorded = judged.slices().isEmpty() ? recordExclusion(handle, judged) : recordScan(handle, judged);
        run.statements().putSources(recorded.sources());
        return recorded;
    }

    private Recorded recordScan(Handle handle, Judged judged) {
        ScanDecision decision = judged.decision();
        ImageStore.Outcome outcome = judged.outcome();
        List<SliceRef> kept = judged.slices();
        String subject = pseudonyms.subject(kept.get(0).header().patientId());
        String scan = pseudonyms.scan(decision.seriesUid());
        ImportStore.putSubject(handle, subject, outcome.ageYears(), outcome.sex());
        boolean isNew = ImportStore.putScan(handle, scanRow(decision, kept, scan, subject, outcome));
        List<ImportStore.Slice> rows = new ArrayList<>();
        for (int i = 0; i < kept.size(); i++) {
            rows.add(row(kept.get(i), i, scan, outcome));
        }
        run.statements().putSlices(rows);
        ImportStore.renumber(handle, scan, kept.size());
        Set<String> taken = new HashSet<>();
        List<ImportStore.Source> sources = decision.instances().stream()
                .map(h -> source(h, outcome, taken))
                .toList();
        return new Recorded(sources, isNew, true);
    }

    private ImportStore.Scan scanRow(
            ScanDecision decision, List<SliceRef> kept, String scan, String subject, ImageStore.Outcome outcome) {
        return new ImportStore.Scan(
                scan,
                subject,
                pseudonyms.uid(decision.studyUid()),
                pseudonyms.uid(decision.seriesUid()),
                outcome.manufacturer(),
                kept.get(0).frame().acquisition().sliceThicknessMm(),
                decision.reason(),
                decision.evidence(),
                run.provenance().hash());
    }

    private ImportStore.Slice row(SliceRef slice, int index, String scan, ImageStore.Outcome outcome) {
        ImageStore.Stored file = outcome.stored(slice.header());
        Spacing spacing = Objects.requireNonNull(slice.frame().spacing());
        return new ImportStore.Slice(
                found(slice.header()).sopUid(),
                slice.frame().frame(),
                scan,
                index,
                slice.positionMm(),
                slice.slab(),
                spacing.rowMm(),
                spacing.columnMm(),
                file.path(),
                file.sha256());
    }

    /** @param taken instances (pseudonyms) of which a file is in use by now */
    private ImportStore.Source source(InstanceHeader header, ImageStore.Outcome outcome, Set<String> taken) {
        Optional<Rejected> rejected = outcome.rejection(header);
        if (rejected.isPresent()) {
            return source(header, "unusable", CountedReason.of(rejected.get().reason()));
        }
        if (!outcome.knows(header)) {
            return source(header, "excluded", OTHER_FRAME);
        }
        FoundInstance file = found(header);
        if (outcome.isImageOf(header)) {
            Optional<FileStatements.UsedFile> used = run.statements().usedFile(file);
            boolean isCopy = used.isPresent() && !used.get().is(file);
            return !isCopy && taken.add(file.sopUid()) ? source(header, "used", "") : source(header, "excluded", COPY);
        }
        if (!outcome.holdsInstance(header)) {
            return source(header, "excluded", TWIN_OF_UNUSABLE);
        }
        return source(header, "excluded", run.statements().wasUsed(file) ? FileStatements.CHANGED : OTHER_CONTENT);
    }

    /** Remembers a series that is not used, with its reason. Files of a scan stored before stay in use. */
    private Recorded recordExclusion(Handle handle, Judged judged) {
        ScanDecision decision = judged.decision();
        boolean hasScan = ImportStore.hasScan(handle, pseudonyms.scan(decision.seriesUid()));
        if (!hasScan) {
            ImportStore.putExcludedSeries(
                    handle,
                    pseudonyms.uid(decision.seriesUid()),
                    pseudonyms.uid(decision.studyUid()),
                    pseudonyms.subject(decision.instances().get(0).patientId()),
                    decision,
                    run.provenance().hash());
        }
        List<ImportStore.Source> sources = new ArrayList<>();
        for (InstanceHeader header : decision.instances()) {
            Optional<Rejected> rejected = judged.outcome().rejection(header);
            if (rejected.isPresent()) {
                sources.add(source(
                        header, "unusable", CountedReason.of(rejected.get().reason())));
            } else {
                sources.add((hasScan ? ofStored(header) : Optional.<ImportStore.Source>empty())
                        .orElseGet(() -> source(header, "excluded", decision.reason())));
            }
        }
        return new Recorded(sources, false, hasScan);
    }

    /** What a file is to the scan that an earlier import stored of its series; empty where it is nothing to it. */
    private Optional<ImportStore.Source> ofStored(InstanceHeader header) {
        FoundInstance file = found(header);
        Optional<FileStatements.UsedFile> used = run.statements().usedFile(file);
        if (used.isEmpty()) {
            return Optional.empty();
        }
        boolean same = used.get().holdsTheSame(file);
        if (used.get().is(file)) {
            return Optional.of(same ? source(header, "used", "") : source(header, "excluded", FileStatements.CHANGED));
        }
        return same ? Optional.of(source(header, "excluded", COPY)) : Optional.empty();
    }

    /** Counts the files, notes in the private index what became of each, and deletes images that belong to no scan. */
    private void count(Judged judged, Recorded recorded) throws IOException {
        ScanDecision decision = judged.decision();
        for (int i = 0; i < recorded.sources().size(); i++) {
            ImportStore.Source source = recorded.sources().get(i);
            run.tally().file(source.status(), source.reason());
            run.index()
                    .decide(
                            decision.instances().get(i).source(),
                            source.fileSha256(),
                            source.status(),
                            source.reason());
        }
        if (!judged.slices().isEmpty()) {
            run.tally().scan(recorded.isNew(), judged.slices().size());
        } else if (!recorded.isScan()) {
            images.delete(decision);
            run.tally().excludedSeries(decision.reason());
        }
    }

    private ImportStore.Source source(InstanceHeader header, String status, String reason) {
        FoundInstance file = found(header);
        return new ImportStore.Source(
                file.pathHash(),
                status,
                reason,
                pseudonyms.uid(header.seriesUid()),
                file.sopUid(),
                file.sha256(),
                run.provenance().hash());
    }

    private FoundInstance found(InstanceHeader header) {
        return Objects.requireNonNull(found.get(header), "file");
    }
}
