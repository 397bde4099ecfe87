package org.cordscope.evaluation.baseline;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Reference values: R's t.test, wilcox.test, chisq.test, fisher.test and quantile; differences written out in R. */
final class BaselineRowTest {
    private static final double EXACT = 1e-9;
    private static final double[] FIRST = {55, 61, 48, 70, 39, 66, 58, 52, 47, 63, 71, 44};
    private static final double[] SECOND = {56, 49, 68, 72, 60, 57, 64, 75, 51, 62};
    private static final long[][] SEX = {{127, 74}, {58, 30}};
    private static final long[][] VENDOR = {{138, 58}, {53, 23}, {10, 7}};

    @Test
    void Welch_is_that_of_R() {
        BaselineTest t = WelchTest.of(FIRST, SECOND);
        assertEquals(-1.29304034455019, t.statistic(), EXACT);
        assertEquals(19.999661219248093, t.degreesOfFreedom(), EXACT);
        assertEquals(0.21073487076535236, t.pValue(), EXACT);
    }

    @Test
    void rank_sums_are_those_of_R_exact_with_ties_and_with_many_values() {
        assertTest(42, 0.25430297256922646, RankSumTest.of(FIRST, SECOND));
        assertTrue(RankSumTest.of(FIRST, SECOND).method().contains("exact"));
        double[] a = {11, 12, 10, 14, 8, 13, 12, 10, 9, 13, 14, 9};
        double[] b = {11, 10, 14, 14, 12, 11, 13, 15, 10, 12};
        assertTest(44, 0.3013781672998221, RankSumTest.of(a, b));
        double[] many = IntStream.rangeClosed(1, 60).mapToDouble(i -> i * 1.37).toArray();
        double[] others =
                IntStream.rangeClosed(1, 45).mapToDouble(i -> i * 2.11 + 0.003).toArray();
        assertTest(1158, 0.21497233002191599, RankSumTest.of(many, others));
        assertTrue(RankSumTest.of(many, others).method().contains("continuity"));
    }

    @Test
    void chi_squared_with_and_without_Yates_is_that_of_R() {
        assertTest(0.0967300917744013, 0.7557895098306339, ChiSquaredTest.of(SEX));
        assertTest(0.19729138516451925, 0.6569161025054588, ChiSquaredTest.of(SEX, false));
        assertTest(0, 1, ChiSquaredTest.of(new long[][] {{5, 6}, {5, 5}}));
        BaselineTest vendors = ChiSquaredTest.of(VENDOR);
        assertTest(0.9930009076043473, 0.6086569601499663, vendors);
        assertEquals(2, vendors.degreesOfFreedom());
        assertEquals(5.176470588235294, ChiSquaredTest.smallestExpected(VENDOR), EXACT);
    }

    @Test
    void Fisher_is_that_of_R_for_tables_of_any_small_size() {
        assertEquals(0.6911996919102403, FisherExactTest.of(SEX).pValue(), EXACT);
        assertEquals(
                0.4857142857142858,
                FisherExactTest.of(new long[][] {{3, 1}, {1, 3}}).pValue(),
                EXACT);
        assertEquals(0.6209515670958473, FisherExactTest.of(VENDOR).pValue(), EXACT);
        long[][] four = {{3, 5, 5}, {1, 9, 3}, {4, 2, 5}, {1, 6, 8}};
        assertEquals(0.16014049204619102, FisherExactTest.of(four).pValue(), EXACT);
        long[][] jobs = {{1, 3, 10}, {2, 3, 10}, {1, 6, 14}, {0, 1, 9}};
        assertEquals(0.8381790714136911, FisherExactTest.of(jobs).pValue(), EXACT);
    }

    @Test
    void too_many_tables_are_not_counted() {
        BaselineTest none = FisherExactTest.of(new long[][] {{90, 80, 70}, {60, 50, 40}, {80, 70, 60}, {50, 60, 70}});
        assertFalse(none.isDefined());
        assertTrue(none.method().contains("tables"), none.method());
    }

    @Test
    void standardized_differences_are_those_written_out_in_R() {
        assertEquals(-0.5487638406773406, StandardizedDifference.ofMeans(FIRST, SECOND), EXACT);
        assertEquals(0.05463705167783622, StandardizedDifference.ofCategories(SEX), EXACT);
        assertEquals(0.12218492589101823, StandardizedDifference.ofCategories(VENDOR), EXACT);
        assertEquals(0, StandardizedDifference.ofCategories(new long[][] {{4, 8}, {2, 4}}), EXACT);
    }

    @Test
    void a_row_of_numbers_leaves_the_unknown_out_and_counts_them() {
        double[] gaps = Arrays.copyOf(FIRST, 14);
        Arrays.fill(gaps, 12, 14, Double.NaN);
        BaselineRow row = BaselineRow.numbers("age", gaps, SECOND);
        assertEquals(List.of(2, 0), row.missing());
        Summary first =
                assertInstanceOf(BaselineRow.Numbers.class, row.measure()).first();
        assertEquals(new Summary(12, first.mean(), first.standardDeviation(), 39, 47.75, 56.5, 63.75, 71), first);
        assertEquals(56.166666666666664, first.mean(), EXACT);
        assertEquals(10.417060598611853, first.standardDeviation(), EXACT);
        assertEquals(0.21073487076535236, row.tests().get(0).pValue(), EXACT);
    }

    @Test
    void a_row_of_categories_counts_them_by_name() {
        List<String> first = List.of("GE", "Siemens", "GE", "", "Philips");
        List<String> second = List.of("GE", "GE", "Siemens");
        BaselineRow row = BaselineRow.categories("vendor", first, second);
        assertEquals(
                new BaselineRow.Categories(
                        List.of("GE", "Philips", "Siemens"), List.of(2L, 1L, 1L), List.of(2L, 0L, 1L)),
                row.measure());
        assertEquals(List.of(1, 0), row.missing());
        assertEquals(3, row.tests().size());
    }

    @Test
    void what_cannot_be_tested_says_why() {
        double[] one = {4};
        double[] same = {4, 4, 4};
        assertFalse(WelchTest.of(one, SECOND).isDefined());
        assertFalse(WelchTest.of(same, same).isDefined());
        assertFalse(RankSumTest.of(new double[0], SECOND).isDefined());
        assertFalse(RankSumTest.of(same, same).isDefined());
        assertFalse(ChiSquaredTest.of(new long[][] {{3, 4}, {0, 0}}).isDefined());
        assertFalse(FisherExactTest.of(new long[][] {{3, 0}, {4, 0}}).isDefined());
        assertTrue(Double.isNaN(StandardizedDifference.ofCategories(new long[][] {{3, 0}, {4, 0}})));
        assertTrue(BaselineRow.categories("site", Collections.nCopies(3, ""), List.of())
                .tests()
                .get(0)
                .method()
                .startsWith("undefined"));
        assertThrows(IllegalArgumentException.class, () -> ChiSquaredTest.of(new long[][] {{1, 2}, {3}}));
        assertThrows(IllegalArgumentException.class, () -> ChiSquaredTest.of(new long[][] {{1, -2}, {3, 4}}));
    }

    private static void assertTest(double statistic, double p, BaselineTest test) {
        assertEquals(statistic, test.statistic(), EXACT);
        assertEquals(p, test.pValue(), EXACT);
    }
}
