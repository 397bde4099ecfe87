package org.cordscope.evaluation.baseline;

import java.util.Arrays;
import java.util.List;
import java.util.TreeSet;

/**
 * One characteristic of patients in two groups. Patients of whom it is unknown are counted and take no further part.
 *
 * @param name of the characteristic
 * @param missing patients of whom it is unknown, in the first group and the second
 * @param tests what a table may print: of numbers Welch's t and the rank sum, of categories chi-squared (without Yates'
 *     correction, as the paper has it, and with it) and Fisher's exact test
 * @param standardizedDifference NaN where undefined; signed for numbers
 * @param measure the values, or the counts
 */
public record BaselineRow(
        String name, List<Integer> missing, List<BaselineTest> tests, double standardizedDifference, Measure measure) {

    /** Values or counts of the two groups. */
    public sealed interface Measure permits Numbers, Categories {}

    /** A characteristic that is a number. */
    public record Numbers(Summary first, Summary second) implements Measure {}

    /**
     * A characteristic that is one of several words.
     *
     * @param names sorted
     * @param first patients of the first group in each category
     * @param second patients of the second group in each category
     */
    public record Categories(List<String> names, List<Long> first, List<Long> second) implements Measure {
        public Categories {
            names = List.copyOf(names);
            first = List.copyOf(first);
            second = List.copyOf(second);
            if (names.size() != first.size() || names.size() != second.size()) {
                throw new IllegalArgumentException("every category has a count in both groups");
            }
        }
    }

    public BaselineRow {
        missing = List.copyOf(missing);
        tests = List.copyOf(tests);
        if (missing.size() != 2) {
            throw new IllegalArgumentException("a row has two groups: " + missing.size());
        }
    }

    /** A number per patient; NaN where it is unknown. */
    public static BaselineRow numbers(String name, double[] first, double[] second) {
        double[] a = Arrays.stream(first).filter(v -> !Double.isNaN(v)).toArray();
        double[] b = Arrays.stream(second).filter(v -> !Double.isNaN(v)).toArray();
        return new BaselineRow(
                name,
                List.of(first.length - a.length, second.length - b.length),
                List.of(WelchTest.of(a, b), RankSumTest.of(a, b)),
                StandardizedDifference.ofMeans(a, b),
                new Numbers(Summary.of(a), Summary.of(b)));
    }

    /** A word per patient; blank where it is unknown. */
    public static BaselineRow categories(String name, List<String> first, List<String> second) {
        TreeSet<String> names = new TreeSet<>(first);
        names.addAll(second);
        names.removeIf(String::isBlank);
        long[][] table = names.stream()
                .map(c -> new long[] {count(first, c), count(second, c)})
                .toArray(long[][]::new);
        return new BaselineRow(
                name,
                List.of(blank(first), blank(second)),
                List.of(ChiSquaredTest.of(table, false), ChiSquaredTest.of(table, true), FisherExactTest.of(table)),
                StandardizedDifference.ofCategories(table),
                new Categories(
                        List.copyOf(names),
                        Arrays.stream(table).map(row -> row[0]).toList(),
                        Arrays.stream(table).map(row -> row[1]).toList()));
    }

    private static long count(List<String> values, String category) {
        return values.stream().filter(category::equals).count();
    }

    private static int blank(List<String> values) {
        return (int) values.stream().filter(String::isBlank).count();
    }
}
