package org.cordscope.inference;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import org.cordscope.study.Rejected;
import org.cordscope.study.SliceKey;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class CodedScanTest {

    @Test
    void longest_run_starts_anew_after_a_slice_without_compression() {
        CodedScan scan = scan(0.9, 0.8, 0.1, 0.7, 0.9, 0.6, 0.2, 0.9);
        assertEquals(6, scan.compressedSlices());
        assertEquals(3, scan.longestRun());
        assertEquals(3 / 8.0, scan.longestRunFraction());
        assertEquals(0.75, scan.compressedFraction());
        assertEquals(0.9, scan.maxProbability());
    }

    @Test
    void a_scan_without_compression_has_no_run() {
        assertEquals(0, scan(0.1, 0.2).longestRun());
    }

    @Test
    void probability_that_is_none_is_refused() {
        assertThrows(
                IllegalArgumentException.class, () -> new CodedSlice(new SliceKey("1", 1), 0, 0, Double.NaN, false));
        assertThrows(IllegalArgumentException.class, () -> new CodedSlice(new SliceKey("1", 1), 0, 0, 1.01, false));
    }

    @Test
    void files_have_the_columns_of_the_design(@TempDir Path directory) throws IOException {
        CodingResult result =
                new CodingResult(List.of(scan(0.25, 0.75)), List.of(new Rejected("a,b.txt", "not DICOM")));
        CodingFiles.write(result, "{}", directory);
        assertEquals("""
                study_uid,series_uid,sop_instance_uid,frame,slice_index,position_mm,probability,compressed,calibrated_probability,spread,ood_score,judged,reason
                1.2,1.2.3,1.0,1,0,0.000,0.250000,0,,,,1,
                1.2,1.2.3,1.1,1,1,3.000,0.750000,1,,,,1,
                """, Files.readString(directory.resolve("slices.csv")));
        assertEquals("""
                study_uid,series_uid,slices,compressed_slices,compressed_fraction,longest_run,longest_run_fraction,max_probability,not_judged_slices,max_calibrated_probability,max_spread,max_ood_score,judged,reason,finding
                1.2,1.2.3,2,1,0.500000,1,0.500000,0.750000,0,,,,1,,present
                """, Files.readString(directory.resolve("scans.csv")));
        assertEquals("path,reason\n\"a,b.txt\",not DICOM\n", Files.readString(directory.resolve("rejected.csv")));
    }

    @Test
    void slices_that_are_not_judged_are_counted_and_end_a_run(@TempDir Path directory) throws IOException {
        Judgement sure = new Judgement(0.7, 0.1, 0.5, "");
        Judgement refused = new Judgement(0.9, 0.2, 1.5, "empty");
        CodedScan scan = new CodedScan(
                "1.2",
                "1.2.3",
                List.of(
                        new CodedSlice(new SliceKey("1.0", 1), 0, 0, 0.8, true, sure),
                        new CodedSlice(new SliceKey("1.1", 1), 1, 3, 0.95, false, refused),
                        new CodedSlice(new SliceKey("1.2", 1), 2, 6, 0.8, true, sure)),
                0);
        assertEquals(1, scan.longestRun());
        assertEquals(2, scan.compressedSlices());
        assertTrue(scan.judged());
        assertEquals(0.8, scan.maxProbability());
        assertEquals(0.95, new CodedScan("1.2", "1.2.3", scan.slices().subList(1, 2), 0).maxProbability());
        CodingFiles.write(new CodingResult(List.of(scan), List.of()), "{}", directory);
        assertEquals(
                "1.2,1.2.3,1.1,1,1,3.000,0.950000,0,0.900000,0.200000,1.500000,0,empty",
                Files.readAllLines(directory.resolve("slices.csv")).get(2));
        assertEquals(
                "1.2,1.2.3,3,2,0.666667,1,0.333333,0.800000,1,0.700000,0.100000,0.500000,1,1 x empty,present",
                Files.readAllLines(directory.resolve("scans.csv")).get(1));
        assertThrows(
                IllegalArgumentException.class,
                () -> new CodedSlice(new SliceKey("1.1", 1), 1, 3, 0.95, true, refused));
    }

    @Test
    void a_scan_is_not_judged_where_most_slices_are_not() {
        Judgement refused = new Judgement(null, null, 2.0, "unlike");
        CodedSlice one = new CodedSlice(new SliceKey("1", 1), 0, 0, 0.1, false, refused);
        CodedSlice other = new CodedSlice(new SliceKey("2", 1), 1, 3, 0.1, false);
        assertFalse(new CodedScan("1", "2", List.of(one, other, one), 0).judged());
        assertTrue(new CodedScan("1", "2", List.of(one, other), 0).judged());
        assertEquals("2 x unlike", new CodedScan("1", "2", List.of(one, other, one), 0).reason());
    }

    @Test
    void a_scan_whose_surest_slice_misses_the_threshold_of_scans_is_possible_only() {
        assertEquals(ScanFinding.PRESENT, scan(0.1, 0.55).finding(), "any slice is enough where there is no threshold");
        assertEquals(ScanFinding.POSSIBLE, withThreshold(scan(0.1, 0.55, 0.58)).finding());
        assertEquals(ScanFinding.PRESENT, withThreshold(scan(0.1, 0.55, 0.6)).finding());
        assertEquals(ScanFinding.ABSENT, withThreshold(scan(0.1, 0.2)).finding());
        Judgement refused = new Judgement(null, null, 2.0, "unlike");
        CodedSlice unlike = new CodedSlice(new SliceKey("1", 1), 0, 0, 0.9, false, refused);
        CodedSlice called = new CodedSlice(new SliceKey("2", 1), 1, 3, 0.55, true);
        assertEquals(
                ScanFinding.NOT_JUDGED,
                withThreshold(new CodedScan("1", "2", List.of(unlike), 0)).finding());
        assertEquals(
                ScanFinding.POSSIBLE,
                withThreshold(new CodedScan("1", "2", List.of(unlike, called), 0))
                        .finding(),
                "what is not judged makes nothing sure");
    }

    private static CodedScan withThreshold(CodedScan scan) {
        return new CodedScan(scan.studyUid(), scan.seriesUid(), scan.slices(), scan.missing(), scan.sex(), 0.6);
    }

    private static CodedScan scan(double... probabilities) {
        List<CodedSlice> slices = IntStream.range(0, probabilities.length)
                .mapToObj(i -> new CodedSlice(
                        new SliceKey("1." + i, 1), i, 3.0 * i, probabilities[i], probabilities[i] >= 0.5))
                .toList();
        return new CodedScan("1.2", "1.2.3", slices, 0);
    }
}
