package org.cordscope.inference;

import java.io.IOException;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVPrinter;
import org.cordscope.study.Rejected;
import org.cordscope.study.WholeFile;
import org.jspecify.annotations.Nullable;

/**
 * Writes what a coding run found: {@code slices.csv}, {@code scans.csv}, {@code rejected.csv}, {@code excluded.csv} and
 * {@code run.json}. All are written under temporary names first and renamed together, {@code run.json} last.
 */
public final class CodingFiles {
    private static final CSVFormat CSV =
            CSVFormat.RFC4180.builder().setRecordSeparator("\n").get();

    private static final List<String> SLICE_COLUMNS = List.of(
            "study_uid",
            "series_uid",
            "sop_instance_uid",
            "frame",
            "slice_index",
            "position_mm",
            "probability",
            "compressed",
            "calibrated_probability",
            "spread",
            "ood_score",
            "judged",
            "reason");

    private CodingFiles() {}

    /** @param runJson the record of the run, written as {@code run.json} */
    public static void write(CodingResult result, String runJson, Path directory) throws IOException {
        Map<String, String> files = new LinkedHashMap<>();
        files.put("slices.csv", slices(result));
        files.put("scans.csv", scans(result));
        files.put("rejected.csv", rejected(result));
        files.put("excluded.csv", excluded(result));
        files.put("run.json", runJson);
        WholeFile.writeAll(directory, files);
    }

    private static String slices(CodingResult result) throws IOException {
        StringWriter text = new StringWriter();
        try (CSVPrinter csv = new CSVPrinter(text, CSV)) {
            boolean more = CordColumns.wanted(result);
            List<String> titles = new ArrayList<>(SLICE_COLUMNS);
            if (more) {
                titles.addAll(CordColumns.TITLES);
            }
            csv.printRecord(titles);
            for (CodedScan scan : result.scans()) {
                for (CodedSlice slice : scan.slices()) {
                    List<Object> cells = new ArrayList<>(List.of(
                            scan.studyUid(),
                            scan.seriesUid(),
                            slice.key().sopInstanceUid(),
                            slice.key().frame(),
                            slice.index(),
                            decimal(slice.positionMm(), 3),
                            decimal(slice.probability(), 6),
                            slice.compressed() ? 1 : 0,
                            decimal(slice.judgement().calibratedProbability()),
                            decimal(slice.judgement().spread()),
                            decimal(slice.judgement().oodScore()),
                            slice.judged() ? 1 : 0,
                            slice.judgement().reason()));
                    if (more) {
                        cells.addAll(CordColumns.of(scan, slice));
                    }
                    csv.printRecord(cells);
                }
            }
        }
        return text.toString();
    }

    private static String scans(CodingResult result) throws IOException {
        StringWriter text = new StringWriter();
        try (CSVPrinter csv = new CSVPrinter(text, CSV)) {
            csv.printRecord(
                    "study_uid",
                    "series_uid",
                    "slices",
                    "compressed_slices",
                    "compressed_fraction",
                    "longest_run",
                    "longest_run_fraction",
                    "max_probability",
                    "not_judged_slices",
                    "max_calibrated_probability",
                    "max_spread",
                    "max_ood_score",
                    "judged",
                    "reason",
                    "finding");
            for (CodedScan scan : result.scans()) {
                csv.printRecord(
                        scan.studyUid(),
                        scan.seriesUid(),
                        scan.slices().size(),
                        scan.compressedSlices(),
                        decimal(scan.compressedFraction(), 6),
                        scan.longestRun(),
                        decimal(scan.longestRunFraction(), 6),
                        decimal(scan.maxProbability(), 6),
                        scan.notJudgedSlices(),
                        decimal(scan.maxCalibratedProbability()),
                        decimal(highest(scan.ofJudged(Judgement::spread))),
                        decimal(highest(scan.ofJudged(Judgement::oodScore))),
                        scan.judged() ? 1 : 0,
                        scan.reason(),
                        scan.finding().word());
            }
        }
        return text.toString();
    }

    private static String rejected(CodingResult result) throws IOException {
        StringWriter text = new StringWriter();
        try (CSVPrinter csv = new CSVPrinter(text, CSV)) {
            csv.printRecord("path", "reason");
            for (Rejected file : result.rejected()) {
                csv.printRecord(file.path(), file.reason());
            }
        }
        return text.toString();
    }

    private static String excluded(CodingResult result) throws IOException {
        StringWriter text = new StringWriter();
        try (CSVPrinter csv = new CSVPrinter(text, CSV)) {
            csv.printRecord("study_uid", "series_uid", "files", "reason");
            for (ExcludedSeries series : result.excluded()) {
                csv.printRecord(series.studyUid(), series.seriesUid(), series.files(), series.reason());
            }
        }
        return text.toString();
    }

    private static @Nullable Double highest(List<Double> ascending) {
        return ascending.isEmpty() ? null : ascending.get(ascending.size() - 1);
    }

    /** Empty for what is not known. */
    private static String decimal(@Nullable Double value) {
        return value == null ? "" : decimal(value, 6);
    }

    private static String decimal(double value, int digits) {
        return String.format(Locale.ROOT, "%." + digits + "f", value);
    }
}
