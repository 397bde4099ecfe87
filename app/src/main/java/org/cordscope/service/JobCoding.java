package org.cordscope.service;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.LocalDateTime;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.cordscope.inference.CodedScan;
import org.cordscope.inference.CodingFiles;
import org.cordscope.inference.CodingResult;
import org.cordscope.inference.ScanCoder;
import org.cordscope.pacs.result.Algorithm;
import org.cordscope.pacs.result.ScanResults;
import org.cordscope.pacs.result.ScanSource;
import org.cordscope.provenance.RunRecord;
import org.cordscope.study.Progress;
import org.cordscope.study.Rejected;
import org.jspecify.annotations.Nullable;

/** Codes one upload and writes its results: the tables of {@code predict}, {@code results.json}, and DICOM objects. */
public final class JobCoding {
    private static final ObjectMapper JSON = new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);

    private final ScanCoder coder;
    private final ScanResults results;
    private final Algorithm algorithm;
    private final Map<String, ?> settings;
    private final Clock clock;

    /**
     * What codes uploads.
     *
     * @param results what is written of each coded scan
     * @param settings every setting in effect, for the record of the run
     * @param clock of the place, for the dates of DICOM objects
     */
    public JobCoding(ScanCoder coder, ScanResults results, Algorithm algorithm, Map<String, ?> settings, Clock clock) {
        this.coder = coder;
        this.results = results;
        this.algorithm = algorithm;
        this.settings = settings;
        this.clock = clock;
    }

    /** Names model, software and settings. */
    String id() {
        return algorithm.id();
    }

    Algorithm algorithm() {
        return algorithm;
    }

    /**
     * What became of an upload.
     *
     * @param counts null where nothing could be coded
     * @param remark why, or what could not be used
     */
    record Outcome(Job.@Nullable Counts counts, String remark) {}

    /** @param target an empty folder, which then holds the results, each whole */
    Outcome code(Path input, Path target) throws IOException {
        RunRecord run =
                RunRecord.start("api", clock.instant(), null, settings).withInput("model", algorithm.weightsSha256());
        CodingResult found = withoutFolder(coder.code(List.of(input), Progress.NONE), input);
        CodingFiles.write(found, JSON.writeValueAsString(run.toMap()) + "\n", target);
        Files.writeString(target.resolve("results.json"), JSON.writeValueAsString(ResultJson.of(found, algorithm)));
        List<ScanSource> sources = ScanSource.find(found, List.of(input));
        for (int i = 0; i < sources.size(); i++) {
            String name = String.format(Locale.ROOT, "scan-%04d", i + 1);
            results.write(sources.get(i), LocalDateTime.now(clock), target, name);
        }
        if (found.scans().isEmpty()) {
            return new Outcome(null, UploadCheck.reasons(found.rejected()));
        }
        return new Outcome(counts(found), remark(found));
    }

    private static Job.Counts counts(CodingResult found) {
        int compressed =
                found.scans().stream().mapToInt(CodedScan::compressedSlices).sum();
        return new Job.Counts(found.scans().size(), found.slices(), compressed);
    }

    private static String remark(CodingResult found) {
        int missing = found.scans().stream().mapToInt(CodedScan::missing).sum();
        return missing == 0 ? "" : missing + " slices could not be read";
    }

    /** Files are named as in the upload, not as on this machine. */
    private static CodingResult withoutFolder(CodingResult found, Path input) {
        String folder = input + File.separator;
        return new CodingResult(
                found.scans(),
                found.rejected().stream()
                        .map(file -> new Rejected(file.path().replace(folder, ""), file.reason()))
                        .toList());
    }

    /** What codes, as interfaces show it. */
    Map<String, Object> description() {
        Map<String, Object> shown = new LinkedHashMap<>();
        shown.put("name", Algorithm.NAME);
        shown.put("version", algorithm.version());
        shown.put("weights_sha256", algorithm.weightsSha256());
        shown.putAll(settings);
        shown.put("not_for_diagnosis", true);
        return shown;
    }
}
