package org.cordscope.inference;

import java.io.IOException;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVPrinter;
import org.cordscope.study.Rejected;
import org.cordscope.study.WholeFile;

/**
 * Writes what a coding run found: {@code slices.csv}, {@code scans.csv}, {@code rejected.csv} and {@code run.json}. All four
 * are written under temporary names first and renamed together, {@code run.json} last.
 */
public final class CodingFiles {
    private static final CSVFormat CSV =
            CSVFormat.RFC4180.builder().setRecordSeparator("\n").get();

    private CodingFiles() {}

    /** @param runJson the record of the run, written as {@code run.json} */
    public static void write(CodingResult result, String runJson, Path directory) throws IOException {
        Map<String, String> files = new LinkedHashMap<>();
        files.put("slices.csv", slices(result));
        files.put("scans.csv", scans(result));
        files.put("rejected.csv", rejected(result));
        files.put("run.json", runJson);
        WholeFile.writeAll(directory, files);
    }

    private static String slices(CodingResult result) throws IOException {
        StringWriter text = new StringWriter();
        try (CSVPrinter csv = new CSVPrinter(text, CSV)) {
            csv.printRecord(
                    "study_uid",
                    "series_uid",
                    "sop_instance_uid",
                    "frame",
                    "slice_index",
                    "position_mm",
                    "probability",
                    "compressed");
            for (CodedScan scan : result.scans()) {
                for (CodedSlice slice : scan.slices()) {
                    csv.printRecord(
                            scan.studyUid(),
                            scan.seriesUid(),
                            slice.key().sopInstanceUid(),
                            slice.key().frame(),
                            slice.index(),
                            decimal(slice.positionMm(), 3),
                            decimal(slice.probability(), 6),
                            slice.compressed() ? 1 : 0);
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
                    "max_probability");
            for (CodedScan scan : result.scans()) {
                csv.printRecord(
                        scan.studyUid(),
                        scan.seriesUid(),
                        scan.slices().size(),
                        scan.compressedSlices(),
                        decimal(scan.compressedFraction(), 6),
                        scan.longestRun(),
                        decimal(scan.longestRunFraction(), 6),
                        decimal(scan.maxProbability(), 6));
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

    private static String decimal(double value, int digits) {
        return String.format(Locale.ROOT, "%." + digits + "f", value);
    }
}
