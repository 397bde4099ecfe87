package org.cordscope.cohort;

import java.io.IOException;
import java.nio.channels.ClosedByInterruptException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
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
import org.cordscope.study.Progress;
import org.cordscope.study.Rejected;
import org.cordscope.study.UserFacingException;
import org.jdbi.v3.core.Jdbi;

/**
 * Takes DICOM files into a study: reads headers, chooses one series per study, de-identifies and stores its slices, and
 * remembers every other file with its reason.
 *
 * <p>Running it again gives the same study. Killed at any moment it leaves whole scans only: files are renamed into place before
 * the rows of their scan are committed in one transaction, and the next run takes up what is missing. Memory holds headers, and
 * one file's pixels at a time.
 */
public final class Importing {
    private final StudyFolder study;
    private final SeriesRules rules;
    private final Progress progress;
    private final Deidentifier deidentifier;
    private final Jdbi jdbi;
    private final ImportTally tally = new ImportTally();

    private Importing(StudyFolder study, SeriesRules rules, Progress progress) throws IOException {
        this.study = study;
        this.rules = rules;
        this.progress = progress;
        this.deidentifier = study.deidentifier();
        this.jdbi = study.catalogue().jdbi();
    }

    /**
     * Imports files, folders and ZIP archives.
     *
     * @throws UserFacingException where an input does not exist
     * @throws CancellationException where the thread is interrupted; the study is then as after a kill
     */
    public static ImportSummary run(StudyFolder study, List<Path> inputs, SeriesRules rules, Progress progress)
            throws IOException {
        for (Path input : inputs) {
            if (!input.toFile().exists()) {
                throw new UserFacingException("There is no such file or folder: " + input, "Check the path.");
            }
        }
        Importing importing = new Importing(study, rules, progress);
        try {
            importing.run(inputs);
        } catch (ClosedByInterruptException e) {
            Cancellation.check();
            throw e;
        }
        return importing.tally.summary();
    }

    private void run(List<Path> inputs) throws IOException {
        List<InstanceHeader> headers = new ArrayList<>();
        List<Rejected> unusable = new ArrayList<>();
        List<Path> absolute = inputs.stream()
                .map(p -> p.toAbsolutePath().normalize())
                .distinct()
                .toList();
        DicomScan.scan(absolute, progress, DicomScan.Sink.into(headers, unusable));
        remember(unusable);
        progress.begin("importing", headers.size());
        Map<String, List<InstanceHeader>> studies = headers.stream()
                .collect(Collectors.groupingBy(InstanceHeader::studyUid, TreeMap::new, Collectors.toList()));
        for (List<InstanceHeader> files : studies.values()) {
            importStudy(files);
        }
    }

    private void remember(List<Rejected> unusable) {
        jdbi.useTransaction(handle -> unusable.forEach(r -> ImportStore.putSource(
                handle,
                new ImportStore.Source(
                        deidentifier.pseudonyms().pathHash(r.path()), "unusable", r.reason(), null, null))));
        unusable.forEach(tally::rejected);
    }

    private void importStudy(List<InstanceHeader> files) throws IOException {
        ScanImport scans = new ScanImport(study, deidentifier, rules, tally, progress);
        Optional<String> refusal = patientRefusal(files);
        for (ScanDecision decision : decide(files)) {
            Cancellation.check();
            if (refusal.isPresent() && decision.chosen()) {
                scans.exclude(refused(decision, refusal.get()));
            } else if (decision.chosen()) {
                scans.store(decision);
            } else {
                scans.exclude(decision);
            }
        }
    }

    private static Optional<String> patientRefusal(List<InstanceHeader> files) {
        List<String> patients =
                files.stream().map(h -> h.patientId().strip()).distinct().toList();
        if (patients.size() > 1) {
            return Optional.of("files of one study name different patients");
        }
        return patients.get(0).isEmpty()
                ? Optional.of("Patient ID is empty, so that patients cannot be told apart")
                : Optional.empty();
    }

    /** A study keeps the scan that an earlier import chose, since labels may hang on it. */
    private List<ScanDecision> decide(List<InstanceHeader> files) {
        String studyUid = deidentifier.pseudonyms().uid(files.get(0).studyUid());
        Optional<String> kept = jdbi.withHandle(handle -> ImportStore.scanSeriesOfStudy(handle, studyUid));
        if (kept.isEmpty()) {
            return SeriesChoice.choose(files, rules);
        }
        Map<Boolean, List<InstanceHeader>> byKept = files.stream()
                .collect(Collectors.partitioningBy(
                        h -> deidentifier.pseudonyms().uid(h.seriesUid()).equals(kept.get())));
        Stream<ScanDecision> others = SeriesChoice.choose(byKept.getOrDefault(false, List.of()), rules).stream()
                .map(d -> d.chosen() ? refused(d, "not the best candidate: the study has a scan already") : d);
        return Stream.concat(SeriesChoice.choose(byKept.getOrDefault(true, List.of()), rules).stream(), others)
                .toList();
    }

    private static ScanDecision refused(ScanDecision decision, String reason) {
        return new ScanDecision(
                decision.studyUid(),
                decision.seriesUid(),
                false,
                reason,
                decision.evidence(),
                List.of(),
                decision.instances());
    }
}
