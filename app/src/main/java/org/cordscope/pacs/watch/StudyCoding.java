package org.cordscope.pacs.watch;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.cordscope.cohort.series.ScanDecision;
import org.cordscope.cohort.series.SeriesRules;
import org.cordscope.inference.CodedScan;
import org.cordscope.inference.CodingResult;
import org.cordscope.inference.ScanCoder;
import org.cordscope.pacs.dicomweb.ArchiveException;
import org.cordscope.pacs.dicomweb.DicomWeb;
import org.cordscope.pacs.hl7.OruMessage;
import org.cordscope.pacs.result.ScanResults;
import org.cordscope.pacs.result.ScanSource;
import org.cordscope.study.Progress;
import org.cordscope.study.Rejected;
import org.cordscope.study.WholeFile;
import org.jspecify.annotations.Nullable;

/** From the metadata of a study to results on the disk. */
public final class StudyCoding {
    private static final int REASONS_SHOWN = 3;

    private final DicomWeb web;
    private final SeriesRules rules;
    private final ScanCoder coder;
    private final ScanResults results;
    private final Clock clock;
    private final OruMessage.@Nullable Parties parties;

    /**
     * What codes studies.
     *
     * @param rules the coder's, by which the series is chosen from metadata
     * @param results what is written of each coded scan
     * @param parties of HL7 messages; null for none
     */
    public StudyCoding(
            DicomWeb web,
            SeriesRules rules,
            ScanCoder coder,
            ScanResults results,
            Clock clock,
            OruMessage.@Nullable Parties parties) {
        this.web = web;
        this.rules = rules;
        this.coder = coder;
        this.results = results;
        this.clock = clock;
        this.parties = parties;
    }

    StudyImages images(String studyUid, boolean incomplete) throws IOException, InterruptedException {
        return StudyImages.of(web, studyUid, incomplete);
    }

    /** What became of a study: a coding, or the reason why there is none. */
    record Outcome(LedgerEntry.@Nullable Coding coding, String reason) {}

    /**
     * Codes a study: fetches the series that the metadata speak for, and all where its files then say otherwise.
     *
     * @param work an empty folder for the images
     * @param target an empty folder for the results
     * @param incomplete whether to be content with what there is where the archive cannot give some of the images
     */
    Outcome code(StudyImages images, Path work, Path target, boolean incomplete)
            throws IOException, InterruptedException {
        List<ScanDecision> decisions = images.decide(rules);
        List<String> chosen = decisions.stream()
                .filter(ScanDecision::chosen)
                .map(ScanDecision::seriesUid)
                .toList();
        if (chosen.isEmpty()) {
            if (!images.withheld().isEmpty()) { // it may be among those
                throw ArchiveException.unexpected("no series to code; " + images.leftOut());
            }
            return new Outcome(null, StudyImages.reasons(decisions));
        }
        CodingResult result = fetchAndCode(images, chosen, work, incomplete);
        if (result.scans().isEmpty() && chosen.size() < images.series().size()) {
            result = fetchAndCode(images, images.series(), work, incomplete);
        }
        if (result.scans().isEmpty()) {
            return new Outcome(null, "no slice could be coded: " + reasons(result));
        }
        CodedScan scan = withMissing(result.scans().get(0), decisions);
        CodingResult whole = new CodingResult(List.of(scan), result.rejected());
        for (ScanSource source : ScanSource.find(whole, List.of(work))) {
            LocalDateTime made = LocalDateTime.now(clock);
            synchronized (results) { // keeps the maps of one scan
                results.write(source, made, target, "scan");
            }
            if (parties != null) {
                String message = OruMessage.of(source, results.algorithm(), made, parties)
                        .text();
                WholeFile.write(target.resolve("scan.hl7"), message);
            }
        }
        return new Outcome(LedgerEntry.Coding.of(scan), remark(scan, result, images));
    }

    private static String remark(CodedScan scan, CodingResult result, StudyImages images) {
        List<String> remarks = new ArrayList<>();
        if (!images.withheld().isEmpty()) {
            remarks.add(images.leftOut());
        }
        if (scan.missing() > 0) {
            remarks.add(scan.missing() + " slices could not be read: " + reasons(result));
        }
        if (scan.notJudgedSlices() > 0) {
            remarks.add("not judged: " + scan.reason());
        }
        return String.join("; ", remarks);
    }

    /** Counts also the slices of which the archive has metadata but no file that can be used. */
    private static CodedScan withMissing(CodedScan scan, List<ScanDecision> decisions) {
        int expected = decisions.stream()
                .filter(decision -> decision.seriesUid().equals(scan.seriesUid()))
                .mapToInt(decision -> decision.slices().size())
                .sum();
        int missing = Math.max(scan.missing(), expected - scan.slices().size());
        return new CodedScan(
                scan.studyUid(), scan.seriesUid(), scan.slices(), missing, scan.sex(), scan.scanThreshold());
    }

    private CodingResult fetchAndCode(StudyImages images, List<String> series, Path work, boolean incomplete)
            throws IOException, InterruptedException {
        List<Rejected> missing = new ArrayList<>();
        for (int i = 0; i < series.size(); i++) {
            Path folder = work.resolve(Integer.toString(i));
            for (String reason : fetch(images, series.get(i), folder, incomplete)) {
                missing.add(new Rejected("instance", reason));
            }
        }
        CodingResult result = coder.code(List.of(work), Progress.NONE);
        return new CodingResult(
                result.scans(),
                Stream.concat(missing.stream(), result.rejected().stream()).toList());
    }

    /** A series as a whole, or else image by image; reasons of the images that are missing. */
    private List<String> fetch(StudyImages images, String series, Path folder, boolean incomplete)
            throws IOException, InterruptedException {
        List<String> instances = images.instances(series);
        try {
            web.retrieve(images.studyUid(), series, instances.size(), folder);
            return List.of();
        } catch (ArchiveException e) {
            boolean ofTheSeries =
                    e.kind() == ArchiveException.Kind.REFUSED || e.kind() == ArchiveException.Kind.PASSING;
            if (!ofTheSeries || instances.size() < 2) {
                throw e;
            }
            WholeFile.deleteFolder(folder);
            List<String> missing = web.retrieveEach(images.studyUid(), series, instances, folder);
            if (!missing.isEmpty() && !incomplete) {
                throw e; // it may have them the next time
            }
            return missing;
        }
    }

    private static String reasons(CodingResult result) {
        return result.rejected().stream()
                .map(Rejected::reason)
                .distinct()
                .limit(REASONS_SHOWN)
                .collect(Collectors.joining("; "));
    }

    /** The archive as a destination. */
    Destination archive() {
        return new Destination() {
            @Override
            public String name() {
                return "archive";
            }

            @Override
            public String suffix() {
                return ".dcm";
            }

            @Override
            public void deliver(String studyUid, List<Path> files) throws IOException, InterruptedException {
                web.store(studyUid, files);
            }
        };
    }
}
