package org.cordscope.cohort;

import java.io.IOException;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.cordscope.cohort.series.ScanDecision;
import org.cordscope.cohort.series.SeriesRule;
import org.cordscope.cohort.series.SliceRef;
import org.cordscope.deid.Pseudonyms;
import org.cordscope.study.Cancellation;
import org.cordscope.study.InstanceHeader;
import org.cordscope.study.Rejected;
import org.cordscope.study.Spacing;
import org.jdbi.v3.core.Handle;

/** Records what became of each series of a study: a scan with its slices, or an exclusion with its reason. */
final class ScanImport {
    private static final String COPY = "copy of another file";
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

    void store(ScanDecision decision) throws IOException {
        ImageStore.Outcome outcome = images.store(decision);
        Cancellation.check();
        List<SliceRef> kept = decision.slices().stream()
                .filter(s -> outcome.holds(s.header()))
                .toList();
        int fewest = Math.min(run.rules().minSlices(), decision.slices().size());
        if (kept.size() < fewest || kept.isEmpty()) {
            exclude(tooFew(decision), outcome);
        } else {
            commit(decision, kept, outcome);
        }
    }

    private static ScanDecision tooFew(ScanDecision decision) {
        return new ScanDecision(
                decision.studyUid(),
                decision.seriesUid(),
                false,
                SeriesRule.TOO_FEW_SLICES.reason() + " after de-identification",
                decision.evidence(),
                List.of(),
                decision.instances());
    }

    private void commit(ScanDecision decision, List<SliceRef> kept, ImageStore.Outcome outcome) {
        InstanceHeader first = kept.get(0).header();
        String subject = pseudonyms.subject(first.patientId());
        String scan = pseudonyms.scan(decision.seriesUid());
        List<ImportStore.Source> sources = new ArrayList<>();
        boolean isNew = run.jdbi().inTransaction(handle -> {
            ImportStore.putSubject(handle, subject, outcome.ageYears(), outcome.sex());
            boolean fresh = ImportStore.putScan(handle, scanRow(decision, kept, scan, subject, outcome));
            for (int i = 0; i < kept.size(); i++) {
                ImportStore.putSlice(handle, row(kept.get(i), i, scan, outcome));
            }
            ImportStore.renumber(handle, scan, kept.size());
            decision.instances().forEach(h -> sources.add(source(handle, h, outcome)));
            ImportStore.putSources(handle, sources);
            return fresh;
        });
        count(sources, decision);
        run.tally().scan(isNew, kept.size());
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
                pseudonyms.uid(slice.header().sopInstanceUid()),
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

    private ImportStore.Source source(Handle handle, InstanceHeader header, ImageStore.Outcome outcome) {
        Optional<Rejected> rejected = outcome.rejection(header);
        if (rejected.isPresent()) {
            return source(header, "unusable", rejected.get().reason());
        }
        String sop = pseudonyms.uid(header.sopInstanceUid());
        if (ImportStore.isCopy(handle, sop, pathHash(header))) {
            return source(header, "excluded", COPY);
        }
        if (outcome.holds(header)) {
            return source(header, "used", "");
        }
        return source(header, "excluded", outcome.holdsInstance(header.sopInstanceUid()) ? COPY : OTHER_FRAME);
    }

    /** Remembers a series that is not used, with its reason. Files of a scan stored before stay in use. */
    void exclude(ScanDecision decision) throws IOException {
        exclude(decision, new ImageStore.Outcome());
        run.progress().advance(decision.instances().size());
    }

    private void exclude(ScanDecision decision, ImageStore.Outcome outcome) throws IOException {
        InstanceHeader first = decision.instances().get(0);
        String series = pseudonyms.uid(decision.seriesUid());
        String scan = pseudonyms.scan(decision.seriesUid());
        List<ImportStore.Source> sources = new ArrayList<>();
        boolean stored = run.jdbi().inTransaction(handle -> {
            boolean hasScan = ImportStore.hasScan(handle, scan);
            if (!hasScan) {
                ImportStore.putExcludedSeries(
                        handle,
                        series,
                        pseudonyms.uid(decision.studyUid()),
                        pseudonyms.subject(first.patientId()),
                        decision,
                        run.provenance().hash());
            }
            for (InstanceHeader header : decision.instances()) {
                Optional<Rejected> rejected = outcome.rejection(header);
                if (rejected.isPresent()) {
                    sources.add(source(header, "unusable", rejected.get().reason()));
                } else if (hasScan && ImportStore.isUsed(handle, pathHash(header))) {
                    sources.add(source(header, "used", ""));
                } else {
                    sources.add(source(header, "excluded", decision.reason()));
                }
            }
            ImportStore.putSources(handle, sources);
            return hasScan;
        });
        count(sources, decision);
        if (!stored) {
            images.delete(decision);
            run.tally().excludedSeries(decision.reason());
        }
    }

    /** Counts the files, and notes in the private index what became of each. */
    private void count(List<ImportStore.Source> sources, ScanDecision decision) {
        for (int i = 0; i < sources.size(); i++) {
            ImportStore.Source source = sources.get(i);
            run.tally().file(source.status(), source.reason());
            run.index()
                    .decide(
                            decision.instances().get(i).source(),
                            source.fileSha256(),
                            source.status(),
                            source.reason());
        }
    }

    private ImportStore.Source source(InstanceHeader header, String status, String reason) {
        return new ImportStore.Source(
                pathHash(header),
                status,
                reason,
                pseudonyms.uid(header.seriesUid()),
                pseudonyms.uid(header.sopInstanceUid()),
                Objects.requireNonNull(found.get(header), "file").sha256(),
                run.provenance().hash());
    }

    private String pathHash(InstanceHeader header) {
        return pseudonyms.pathHash(header.source().display());
    }
}
