package org.cordscope.evaluation.scan;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.stream.IntStream;
import org.cordscope.evaluation.Confusion;
import org.cordscope.evaluation.Estimate;
import org.cordscope.evaluation.Proportions;
import org.junit.jupiter.api.Test;

/** Reference values: R's psych::ICC on the data of Shrout and Fleiss, R's aov, and formulas written out in R. */
final class ScanResultsTest {
    private static final double EXACT = 1e-9;
    private static final double[] CALLED = {3, 5, 0, 7, 4, 6, 2, 8, 5, 1};
    private static final double[] TRUTH = {4, 5, 1, 6, 4, 8, 2, 7, 3, 1};
    private static final int[] ONE_SCAN_EACH = IntStream.range(0, 10).toArray();
    private static final int[] SEVERAL = {0, 0, 1, 2, 2, 2, 3, 4, 4, 5};

    private static final RankedScans UNRANKED = new RankedScans(Estimate.undefined("no probabilities"), List.of());

    @Test
    void intraclass_correlations_of_Shrout_and_Fleiss_are_those_of_psych() {
        double[][] judges = {{9, 2, 5, 8}, {6, 1, 3, 2}, {8, 4, 6, 8}, {7, 1, 2, 6}, {10, 5, 6, 9}, {6, 2, 4, 7}};
        IntraclassCorrelation icc = IntraclassCorrelation.of(judges, new int[] {0, 1, 2, 3, 4, 5});
        assertEstimate(0.289763779527559, 0.0187865133747120, 0.761084369648953, icc.agreement());
        assertEstimate(0.714840714840715, 0.3424647650339248, 0.945858259955359, icc.consistency());
    }

    @Test
    void several_scans_of_a_patient_are_left_out_together() {
        double[][] table = new double[10][];
        for (int i = 0; i < 10; i++) {
            table[i] = new double[] {CALLED[i], TRUTH[i]};
        }
        IntraclassCorrelation icc = IntraclassCorrelation.of(table, SEVERAL);
        assertEstimate(0.9040852575488455, 0.8034900212990146, 1, icc.agreement());
        assertEstimate(0.8945518453427066, 0.770103092514659, 1, icc.consistency());
        assertTrue(icc.agreement().method().contains("jackknife by patient"));
    }

    @Test
    void limits_of_agreement_are_those_written_out_in_R() {
        BlandAltman plot = BlandAltman.of(CALLED, TRUTH, ONE_SCAN_EACH);
        assertEstimate(0, -0.826023004457642, 0.826023004457642, plot.bias());
        assertEquals(1.1547005383792515, plot.standardDeviation(), EXACT);
        assertEquals(-2.263171468152343, plot.lower().value(), EXACT);
        assertEquals(-3.7255223828226187, plot.lower().low(), EXACT);
        assertEquals(3.7255223828226187, plot.upper().high(), EXACT);
        assertEquals(new BlandAltman.Point(3.5, -1), plot.points().get(0));
    }

    @Test
    void limits_of_agreement_with_repeats_add_variance_between_and_within_patients() {
        BlandAltman plot = BlandAltman.of(CALLED, TRUTH, SEVERAL);
        assertEstimate(0, -1.0201713258599934, 1.0201713258599934, plot.bias());
        assertEquals(1.1902380714238086, plot.standardDeviation(), EXACT);
        assertEstimate(-2.3328237530190767, -3.962805182151592, -0.7028423238865615, plot.lower());
    }

    @Test
    void counts_miss_by_what_they_miss() {
        CountResults counts = CountResults.of("compressed slices", CALLED, TRUTH, SEVERAL);
        assertEstimate(0.8, 0.22643928880844755, 1.3735607111915527, counts.meanAbsoluteDifference());
        assertEquals(0.4, counts.exact().value(), 1e-12);
        assertEquals(0.8, counts.withinOne().value(), 1e-12);
        CountResults single = CountResults.of("compressed slices", CALLED, TRUTH, ONE_SCAN_EACH);
        assertEquals(Proportions.wilson(4, 10), single.exact());
    }

    @Test
    void a_scan_is_compressed_where_any_slice_is_and_runs_end_at_gaps() {
        ScanResults results = ScanResults.of(
                List.of(
                        scan("A", "0110100", "0110110"),
                        scan("B", "0000000", "0000001"),
                        scan("C", "000", "000"),
                        scan("D", "1110", "0000"),
                        scan("E", "0111111", "0111011")),
                UNRANKED);
        assertEquals(new Confusion(2, 1, 1, 1), results.anyCompression());
        assertEquals(Proportions.wilson(2, 3), results.sensitivity());
        assertEquals(Proportions.wilson(1, 2), results.specificity());
        assertEquals(Proportions.wilson(3, 5), results.accuracy());
        List<BlandAltman.Point> slices =
                results.compressedSlices().differences().points();
        assertEquals(new BlandAltman.Point(3.5, 1), slices.get(0));
        assertEquals(new BlandAltman.Point(1.5, -3), slices.get(3));
        assertEquals(
                new BlandAltman.Point(2, 0),
                results.longestRun().differences().points().get(0));
        assertEquals(
                new BlandAltman.Point(4.5, -3),
                results.longestRun().differences().points().get(4));
    }

    @Test
    void scans_of_one_patient_belong_together() {
        ScanResults results = ScanResults.of(
                List.of(scan("A", "01", "01"), scan("A", "01", "00"), scan("B", "01", "01"), scan("C", "00", "00")),
                UNRANKED);
        assertEquals(3, results.patients());
        assertTrue(results.sensitivity().method().contains("clustered by patient"));
    }

    @Test
    void perfect_and_constant_counts_have_no_interval_or_no_correlation() {
        double[] same = {2, 2, 2};
        int[] patients = {0, 1, 2};
        assertFalse(CountResults.of("slices", same, same, patients)
                .correlation()
                .agreement()
                .isDefined());
        double[] perfect = {1, 2, 4};
        CountResults counts = CountResults.of("slices", perfect, perfect, patients);
        assertEquals(1, counts.correlation().agreement().value(), 1e-12);
        assertFalse(counts.correlation().agreement().hasInterval());
        assertFalse(counts.differences().bias().hasInterval());
        ScanResults one = ScanResults.of(List.of(scan("A", "01", "01")), UNRANKED);
        assertFalse(one.longestRun().correlation().agreement().isDefined());
        assertFalse(one.longestRun().differences().lower().isDefined());
    }

    @Test
    void a_scan_without_slices_or_with_missing_calls_is_refused() {
        assertThrows(IllegalArgumentException.class, () -> scan("A", "", ""));
        assertThrows(IllegalArgumentException.class, () -> scan("A", "01", "0"));
        assertThrows(IllegalArgumentException.class, () -> ScanResults.of(List.of(), UNRANKED));
    }

    private static ScanReading scan(String patient, String truth, String called) {
        return new ScanReading(patient, slices(truth), slices(called));
    }

    private static List<Boolean> slices(String digits) {
        return digits.chars().mapToObj(c -> c == '1').toList();
    }

    private static void assertEstimate(double value, double low, double high, Estimate estimate) {
        assertEquals(value, estimate.value(), EXACT, estimate.toString());
        assertEquals(low, estimate.low(), EXACT, estimate.toString());
        assertEquals(high, estimate.high(), EXACT, estimate.toString());
    }
}
