package org.cordscope.evaluation;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Probabilities of the slices of one Kang grade (Kang et al., AJR 197, 2011): a model that follows severity scores higher
 * grades higher, though it has learned only compressed or not.
 *
 * @param column name of the grouping that holds the grade
 * @param grade 0 to 3
 * @param called share of slices that are called compressed, clustered by patient
 * @param quartiles lower quartile, median and upper quartile of the probabilities
 * @param histogram slices whose probability lies in each of twenty bins of equal width, 1 in the last
 */
public record GradeScores(
        String column,
        int grade,
        int patients,
        int slices,
        Estimate called,
        List<Double> quartiles,
        List<Integer> histogram) {
    private static final List<String> COLUMNS = List.of("kang_grade", "kang", "grade");
    private static final int BINS = 20;

    public GradeScores {
        quartiles = List.copyOf(quartiles);
        histogram = List.copyOf(histogram);
    }

    /** Grades that slices carry as {@code kang_grade}, {@code kang} or {@code grade}, rising; empty where none does. */
    public static List<GradeScores> of(List<ScoredSlice> slices, double threshold) {
        for (String column : COLUMNS) {
            SortedMap<Integer, List<ScoredSlice>> byGrade = new TreeMap<>();
            for (ScoredSlice slice : slices) {
                grade(slice, column)
                        .ifPresent(g -> byGrade.computeIfAbsent(g, k -> new ArrayList<>())
                                .add(slice));
            }
            if (!byGrade.isEmpty()) {
                return byGrade.entrySet().stream()
                        .map(e -> of(column, e.getKey(), e.getValue(), threshold))
                        .toList();
            }
        }
        return List.of();
    }

    /** Slices without their grade among their subgroups: a grade makes the label, so that a grade has one class only. */
    public static List<ScoredSlice> withoutGrades(List<ScoredSlice> slices) {
        return slices.stream()
                .map(s -> {
                    Map<String, String> groups = new HashMap<>(s.subgroups());
                    boolean graded = groups.keySet().removeIf(c -> COLUMNS.contains(c.toLowerCase(Locale.ROOT)));
                    return graded
                            ? new ScoredSlice(s.patientId(), s.sliceId(), s.compressed(), s.probability(), groups)
                            : s;
                })
                .toList();
    }

    private static Optional<Integer> grade(ScoredSlice slice, String column) {
        String text = "";
        for (Map.Entry<String, String> group : slice.subgroups().entrySet()) {
            text = group.getKey().equalsIgnoreCase(column) ? group.getValue() : text;
        }
        return !text.isEmpty() && text.matches("[0-3](\\.0)?") ? Optional.of(text.charAt(0) - '0') : Optional.empty();
    }

    private static GradeScores of(String column, int grade, List<ScoredSlice> slices, double threshold) {
        double[] sorted =
                slices.stream().mapToDouble(ScoredSlice::probability).sorted().toArray();
        Map<String, long[]> byPatient = new HashMap<>();
        Integer[] histogram = new Integer[BINS];
        Arrays.fill(histogram, 0);
        for (ScoredSlice slice : slices) {
            long[] patient = byPatient.computeIfAbsent(slice.patientId(), id -> new long[2]);
            patient[0] += slice.probability() >= threshold ? 1 : 0;
            patient[1]++;
            histogram[Math.min(BINS - 1, (int) (slice.probability() * BINS))]++;
        }
        return new GradeScores(
                column,
                grade,
                byPatient.size(),
                slices.size(),
                Proportions.clustered(
                        byPatient.values().stream().mapToLong(p -> p[0]).toArray(),
                        byPatient.values().stream().mapToLong(p -> p[1]).toArray()),
                List.of(
                        PatientBootstrap.quantile(sorted, 0.25),
                        PatientBootstrap.quantile(sorted, 0.5),
                        PatientBootstrap.quantile(sorted, 0.75)),
                List.of(histogram));
    }
}
