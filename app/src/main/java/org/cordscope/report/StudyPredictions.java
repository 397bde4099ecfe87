package org.cordscope.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.cordscope.cohort.CohortSlice;
import org.cordscope.evaluation.ScoredSlice;
import org.cordscope.labelling.RaterCalls;
import org.cordscope.report.predictions.Predictions;
import org.jspecify.annotations.Nullable;

/** Scored slices of a study with their scans and what its raters said of them. */
public final class StudyPredictions {
    private static final String GRADE = "kang_grade";

    private StudyPredictions() {}

    /**
     * Rows in the order of the slices, which is that of their places within each scan.
     *
     * @param scored one for each slice, in the same order
     */
    public static Predictions of(List<CohortSlice> slices, List<ScoredSlice> scored, RaterCalls calls) {
        if (slices.size() != scored.size()) {
            throw new IllegalArgumentException(scored.size() + " scores for " + slices.size() + " slices");
        }
        List<Predictions.Row> rows = new ArrayList<>();
        for (int i = 0; i < slices.size(); i++) {
            CohortSlice slice = slices.get(i);
            rows.add(new Predictions.Row(
                    graded(scored.get(i), calls.grades().get(slice.key())),
                    slice.scan(),
                    i,
                    calls.byRater().getOrDefault(slice.key(), Map.of())));
        }
        return new Predictions(rows);
    }

    /** The slice with its Kang grade, where raters gave one, as a column of its own. */
    private static ScoredSlice graded(ScoredSlice slice, @Nullable Integer grade) {
        if (grade == null) {
            return slice;
        }
        Map<String, String> groups = new TreeMap<>(slice.subgroups());
        groups.put(GRADE, String.valueOf(grade));
        return new ScoredSlice(slice.patientId(), slice.sliceId(), slice.compressed(), slice.probability(), groups);
    }
}
