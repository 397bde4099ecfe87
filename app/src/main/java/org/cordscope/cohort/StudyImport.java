package org.cordscope.cohort;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.cordscope.cohort.series.ScanDecision;
import org.cordscope.cohort.series.SeriesChoice;
import org.cordscope.study.InstanceHeader;

/**
 * One study of an import: its series are decided over and its images begun, then all of it is recorded at once. It may be made on
 * any thread, and belongs to the leading one from then on.
 */
final class StudyImport {
    private final ImportRun run;
    private final List<InstanceHeader> files = new ArrayList<>();
    private final Set<String> uids = new HashSet<>();
    private final IdentityHashMap<InstanceHeader, FoundInstance> found = new IdentityHashMap<>();
    private final List<FoundInstance> lost = new ArrayList<>();
    private final ScanImport scans;
    private final List<ScanDecision> byRules;
    private List<ScanImport.Begun> series = List.of();

    /** Asks the rules, which the catalogue may overrule later. */
    StudyImport(ImportRun run, List<FoundInstance> study) {
        this.run = run;
        for (FoundInstance file : study) {
            InstanceHeader header = file.header();
            if (header != null) {
                files.add(header);
                found.put(header, file);
                uids.add(header.seriesUid().strip());
                uids.add(header.sopInstanceUid().strip());
            } else {
                lost.add(file);
            }
        }
        this.scans = new ScanImport(run, found);
        this.byRules = SeriesChoice.choose(files, run.rules());
    }

    /** Files that were usable when they were found, and no longer are. */
    List<FoundInstance> lost() {
        return lost;
    }

    boolean isEmpty() {
        return files.isEmpty();
    }

    /** True where both have a series or an instance of one UID. */
    boolean meets(StudyImport other) {
        return uids.stream().anyMatch(other.uids::contains);
    }

    /** Decides, by what is recorded of other studies, and begins to store images. */
    void begin() throws IOException {
        Optional<String> refusal = patientRefusal(files);
        List<ScanImport.Begun> begun = new ArrayList<>();
        for (ScanDecision decision : decide()) {
            boolean refused = refusal.isPresent() && decision.chosen();
            begun.add(scans.begin(refused ? decision.refused(refusal.get()) : decision));
        }
        series = begun;
    }

    /** Waits for the images and records the study. */
    void finish() throws IOException {
        scans.commit(series);
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
    private List<ScanDecision> decide() {
        String studyUid = run.pseudonyms().uid(files.get(0).studyUid());
        Optional<String> byHand = HandChoice.of(run.handle(), studyUid);
        Optional<String> kept = byHand.or(() -> ImportStore.scanSeriesOfStudy(run.handle(), studyUid));
        if (kept.isEmpty()) {
            return byRules;
        }
        Map<Boolean, List<InstanceHeader>> byKept =
                files.stream().collect(Collectors.partitioningBy(h -> isOf(h.seriesUid(), kept.get())));
        List<InstanceHeader> ofKept = byKept.getOrDefault(true, List.of());
        Set<String> chosen = byHand.isEmpty()
                ? Set.of()
                : ofKept.stream().map(InstanceHeader::seriesUid).collect(Collectors.toSet());
        String whyNot = byHand.isEmpty()
                ? "not the best candidate: the study has a scan already"
                : "another series was chosen by hand";
        boolean agreed =
                byHand.isEmpty() && byRules.stream().anyMatch(d -> d.chosen() && isOf(d.seriesUid(), kept.get()));
        Stream<ScanDecision> others = agreed
                ? byRules.stream().filter(d -> !isOf(d.seriesUid(), kept.get()))
                : SeriesChoice.choose(byKept.getOrDefault(false, List.of()), run.rules()).stream()
                        .map(d -> d.chosen() ? d.refused(whyNot) : d);
        return Stream.concat(ofKept(ofKept, chosen), others).toList();
    }

    /** Asks the rules of the files in use, so that another file of the same instance does not change the scan. */
    private Stream<ScanDecision> ofKept(List<InstanceHeader> series, Set<String> chosen) {
        Set<String> paths = series.stream().map(h -> found(h).pathHash()).collect(Collectors.toSet());
        Map<Boolean, List<InstanceHeader>> byTwin =
                series.stream().collect(Collectors.partitioningBy(h -> isTwinOfUsed(h, paths)));
        List<InstanceHeader> twins = byTwin.getOrDefault(true, List.of());
        return SeriesChoice.choose(byTwin.getOrDefault(false, List.of()), run.rules(), chosen).stream()
                .map(d -> d.with(twins));
    }

    private boolean isOf(String seriesUid, String pseudonym) {
        return run.pseudonyms().uid(seriesUid).equals(pseudonym);
    }

    /** True where the file is another one of an instance of which one of these files is in use. */
    private boolean isTwinOfUsed(InstanceHeader header, Set<String> pathHashes) {
        FoundInstance file = found(header);
        return run.statements()
                .usedFile(file)
                .filter(used -> !used.is(file) && pathHashes.contains(used.pathHash()))
                .isPresent();
    }

    private FoundInstance found(InstanceHeader header) {
        return Objects.requireNonNull(found.get(header), "file");
    }
}
