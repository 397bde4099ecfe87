package org.cordscope.cohort;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.CancellationException;
import org.cordscope.cohort.series.ScanDecision;
import org.cordscope.cohort.series.SeriesRule;
import org.cordscope.cohort.series.SeriesRules;
import org.cordscope.cohort.series.SliceRef;
import org.cordscope.deid.Deidentification;
import org.cordscope.deid.DeidentifiedInstance;
import org.cordscope.deid.Deidentifier;
import org.cordscope.deid.Pseudonyms;
import org.cordscope.provenance.Sha256;
import org.cordscope.study.Cancellation;
import org.cordscope.study.InstanceHeader;
import org.cordscope.study.Progress;
import org.cordscope.study.Rejected;
import org.cordscope.study.Spacing;
import org.cordscope.study.WholeFile;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;

/** Stores the scans that were chosen, and remembers the series that were not. */
final class ScanImport {
    private static final String COPY = "copy of another file";
    private static final String OTHER_FRAME =
            "not a slice of the scan (another echo, or a frame that the rules refuse)";

    private final StudyFolder study;
    private final Deidentifier deidentifier;
    private final Pseudonyms pseudonyms;
    private final SeriesRules rules;
    private final ImportTally tally;
    private final Progress progress;
    private final Jdbi jdbi;

    ScanImport(StudyFolder study, Deidentifier deidentifier, SeriesRules rules, ImportTally tally, Progress progress) {
        this.study = study;
        this.deidentifier = deidentifier;
        this.pseudonyms = deidentifier.pseudonyms();
        this.rules = rules;
        this.tally = tally;
        this.progress = progress;
        this.jdbi = study.catalogue().jdbi();
    }

    /** A stored image: path below the study folder and the file's hash. */
    private record Stored(String path, String sha256) {}

    /** What became of the files of one scan so far. */
    private static final class Outcome {
        final IdentityHashMap<InstanceHeader, Stored> stored = new IdentityHashMap<>();
        final IdentityHashMap<InstanceHeader, Rejected> rejected = new IdentityHashMap<>();
        final List<Path> fresh = new ArrayList<>();
        OptionalInt ageYears = OptionalInt.empty();
        String sex = "";
        String manufacturer = "";
    }

    void store(ScanDecision decision) throws IOException {
        Outcome outcome = new Outcome();
        for (SliceRef slice : decision.slices()) {
            InstanceHeader header = slice.header();
            if (Thread.currentThread().isInterrupted()) {
                throw new CancellationException("the import was interrupted");
            }
            if (!outcome.stored.containsKey(header) && !outcome.rejected.containsKey(header)) {
                Cancellation.check();
                storeFile(decision, header, outcome);
                progress.advance(1);
            }
        }
        Cancellation.check();
        progress.advance(decision.instances().size() - outcome.stored.size() - outcome.rejected.size());
        List<SliceRef> kept = decision.slices().stream()
                .filter(s -> outcome.stored.containsKey(s.header()))
                .toList();
        if (kept.size() < Math.min(rules.minSlices(), decision.slices().size()) || kept.isEmpty()) {
            for (Path file : outcome.fresh) {
                Files.deleteIfExists(file);
            }
            excludeAfterRejections(decision, outcome);
        } else {
            commit(decision, kept, outcome);
        }
    }

    private void storeFile(ScanDecision decision, InstanceHeader header, Outcome outcome) throws IOException {
        String subject = pseudonyms.subject(header.patientId());
        String scan = pseudonyms.scan(decision.seriesUid());
        String sop = pseudonyms.uid(header.sopInstanceUid());
        String path = "images/" + subject + "/" + scan + "/" + sop + ".dcm";
        Path target = study.root().resolve(path);
        Optional<ImportStore.StoredFile> before = jdbi.withHandle(handle -> ImportStore.storedFile(handle, sop));
        if (before.isPresent() && !before.get().scan().equals(scan)) {
            outcome.rejected.put(
                    header, new Rejected(header.source().display(), "its SOP Instance UID belongs to another scan"));
        } else if (before.isPresent() && Files.isRegularFile(target)) {
            outcome.stored.put(header, new Stored(path, before.get().fileSha256()));
        } else {
            write(header, path, target, outcome);
        }
    }

    private void write(InstanceHeader header, String path, Path target, Outcome outcome) throws IOException {
        Deidentification result = deidentifier.deidentify(header.source());
        if (result instanceof Deidentification.Quarantined quarantined) {
            outcome.rejected.put(header, quarantined.rejected());
            return;
        }
        DeidentifiedInstance instance = (DeidentifiedInstance) result;
        prepare(Objects.requireNonNull(target.getParent()), outcome);
        if (!instance.writeTo(target)) {
            outcome.rejected.put(
                    header, new Rejected(header.source().display(), "an identifier is left after de-identification"));
            return;
        }
        outcome.stored.put(header, new Stored(path, Sha256.ofFile(target)));
        outcome.fresh.add(target);
        outcome.ageYears = outcome.ageYears.isPresent() ? outcome.ageYears : instance.ageYears();
        outcome.sex = outcome.sex.isEmpty() ? instance.sex() : outcome.sex;
        outcome.manufacturer = instance.manufacturer().orElse(outcome.manufacturer);
    }

    /** Makes the folder of the scan, and clears it of what a killed import left half written. */
    private static void prepare(Path folder, Outcome outcome) throws IOException {
        Files.createDirectories(folder);
        if (outcome.fresh.isEmpty()) {
            WholeFile.deleteUnfinished(folder);
        }
    }

    private void commit(ScanDecision decision, List<SliceRef> kept, Outcome outcome) {
        InstanceHeader first = kept.get(0).header();
        String subject = pseudonyms.subject(first.patientId());
        String scan = pseudonyms.scan(decision.seriesUid());
        Integer age = outcome.ageYears.isPresent() ? outcome.ageYears.getAsInt() : null;
        List<ImportStore.Source> sources = new ArrayList<>();
        boolean isNew = jdbi.inTransaction(handle -> {
            ImportStore.putSubject(handle, subject, age, outcome.sex);
            boolean fresh = ImportStore.putScan(handle, scanRow(decision, kept, scan, subject, outcome));
            for (int i = 0; i < kept.size(); i++) {
                ImportStore.putSlice(handle, row(kept.get(i), i, scan, outcome));
            }
            ImportStore.renumber(handle, scan, kept.size());
            decision.instances().forEach(h -> sources.add(source(handle, h, outcome)));
            sources.forEach(s -> ImportStore.putSource(handle, s));
            return fresh;
        });
        count(sources, decision, outcome);
        tally.scan(isNew, kept.size());
    }

    private ImportStore.Scan scanRow(
            ScanDecision decision, List<SliceRef> kept, String scan, String subject, Outcome outcome) {
        return new ImportStore.Scan(
                scan,
                subject,
                pseudonyms.uid(decision.studyUid()),
                pseudonyms.uid(decision.seriesUid()),
                outcome.manufacturer,
                kept.get(0).frame().acquisition().sliceThicknessMm(),
                decision.reason(),
                decision.evidence());
    }

    private ImportStore.Slice row(SliceRef slice, int index, String scan, Outcome outcome) {
        Stored file = Objects.requireNonNull(outcome.stored.get(slice.header()));
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

    private ImportStore.Source source(Handle handle, InstanceHeader header, Outcome outcome) {
        Rejected rejected = outcome.rejected.get(header);
        if (rejected != null) {
            return source(header, "unusable", rejected.reason());
        }
        String sop = pseudonyms.uid(header.sopInstanceUid());
        if (ImportStore.isCopy(handle, sop, pathHash(header))) {
            return source(header, "excluded", COPY);
        }
        if (outcome.stored.containsKey(header)) {
            return source(header, "used", "");
        }
        boolean copy = outcome.stored.keySet().stream()
                .anyMatch(other -> other.sopInstanceUid().equals(header.sopInstanceUid()));
        return source(header, "excluded", copy ? COPY : OTHER_FRAME);
    }

    /** Remembers a series that is not used, with its reason. Files of a scan stored before stay in use. */
    void exclude(ScanDecision decision) {
        exclude(decision, new Outcome());
        progress.advance(decision.instances().size());
    }

    private void excludeAfterRejections(ScanDecision decision, Outcome outcome) {
        exclude(
                new ScanDecision(
                        decision.studyUid(),
                        decision.seriesUid(),
                        false,
                        SeriesRule.TOO_FEW_SLICES.reason() + " after de-identification",
                        decision.evidence(),
                        List.of(),
                        decision.instances()),
                outcome);
    }

    private void exclude(ScanDecision decision, Outcome outcome) {
        InstanceHeader first = decision.instances().get(0);
        String series = pseudonyms.uid(decision.seriesUid());
        String scan = pseudonyms.scan(decision.seriesUid());
        List<ImportStore.Source> sources = new ArrayList<>();
        boolean stored = jdbi.inTransaction(handle -> {
            boolean hasScan = ImportStore.hasScan(handle, scan);
            if (!hasScan) {
                ImportStore.putExcludedSeries(
                        handle,
                        series,
                        pseudonyms.uid(decision.studyUid()),
                        pseudonyms.subject(first.patientId()),
                        decision);
            }
            for (InstanceHeader header : decision.instances()) {
                Rejected rejected = outcome.rejected.get(header);
                if (rejected != null) {
                    sources.add(source(header, "unusable", rejected.reason()));
                } else if (hasScan && ImportStore.isUsed(handle, pathHash(header))) {
                    sources.add(source(header, "used", ""));
                } else {
                    sources.add(source(header, "excluded", decision.reason()));
                }
            }
            sources.forEach(s -> ImportStore.putSource(handle, s));
            return hasScan;
        });
        count(sources, decision, outcome);
        if (!stored) {
            tally.excludedSeries(decision.reason());
        }
    }

    private void count(List<ImportStore.Source> sources, ScanDecision decision, Outcome outcome) {
        for (int i = 0; i < sources.size(); i++) {
            ImportStore.Source source = sources.get(i);
            Rejected rejected = outcome.rejected.get(decision.instances().get(i));
            if (rejected != null) {
                tally.rejected(rejected);
            } else if (source.status().equals("used")) {
                tally.used();
            } else {
                tally.excluded(source.reason());
            }
        }
    }

    private ImportStore.Source source(InstanceHeader header, String status, String reason) {
        return new ImportStore.Source(
                pathHash(header),
                status,
                reason,
                pseudonyms.uid(header.seriesUid()),
                pseudonyms.uid(header.sopInstanceUid()));
    }

    private String pathHash(InstanceHeader header) {
        return pseudonyms.pathHash(header.source().display());
    }
}
