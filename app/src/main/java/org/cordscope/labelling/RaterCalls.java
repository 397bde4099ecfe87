package org.cordscope.labelling;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.cordscope.cohort.StudyFolder;
import org.cordscope.evaluation.agreement.MultiRaterAgreement;
import org.cordscope.evaluation.agreement.RatedUnit;
import org.cordscope.evaluation.agreement.Ratings;
import org.cordscope.study.Compression;
import org.cordscope.study.SliceKey;
import org.jdbi.v3.core.Handle;

/**
 * What every rater of a study says of every slice; explicit consensus labels are no rater's.
 *
 * @param byRater of each slice, whether each rater calls it compressed
 * @param subjects patient of each slice
 * @param grades Kang grade of each slice on which those who graded it agree, or that an explicit consensus gives
 */
public record RaterCalls(
        Map<SliceKey, Map<String, Boolean>> byRater, Map<SliceKey, String> subjects, Map<SliceKey, Integer> grades) {
    public RaterCalls {
        byRater = Map.copyOf(byRater);
        subjects = Map.copyOf(subjects);
        grades = Map.copyOf(grades);
    }

    public static RaterCalls of(StudyFolder study) {
        return study.catalogue().jdbi().inTransaction(handle -> {
            Map<SliceKey, Map<String, Boolean>> calls = new LinkedHashMap<>();
            LabelStore.inForce(handle).forEach((slice, labels) -> {
                Map<String, Boolean> raters = new TreeMap<>();
                labels.forEach((rater, label) -> raters.put(rater, label == Compression.COMPRESSED));
                raters.remove(LabelStore.CONSENSUS);
                if (!raters.isEmpty()) {
                    calls.put(slice, raters);
                }
            });
            Map<SliceKey, String> subjects = new HashMap<>();
            LabelStore.slices(handle).forEach(row -> subjects.put(row.key(), row.subject()));
            subjects.keySet().retainAll(calls.keySet());
            return new RaterCalls(calls, subjects, grades(handle));
        });
    }

    private static Map<SliceKey, Integer> grades(Handle handle) {
        Map<SliceKey, Integer> grades = new HashMap<>();
        LabelStore.answers(handle).forEach((slice, answers) -> {
            Answer consensus = answers.get(LabelStore.CONSENSUS);
            Set<Integer> given = new HashSet<>();
            for (Answer answer : consensus == null ? answers.values() : List.of(consensus)) {
                Integer grade = answer.kangGrade();
                if (grade != null) {
                    given.add(grade);
                }
            }
            if (given.size() == 1) {
                grades.put(slice, given.iterator().next());
            }
        });
        return grades;
    }

    /** Agreement of all raters at once, however many there are and whatever each has missed. */
    public MultiRaterAgreement agreement() {
        List<RatedUnit> units = new ArrayList<>();
        byRater.forEach((slice, raters) -> {
            Map<String, Integer> categories = new TreeMap<>();
            raters.forEach((rater, compressed) -> categories.put(rater, compressed ? 1 : 0));
            units.add(new RatedUnit(subjects.getOrDefault(slice, slice.sopInstanceUid()), categories));
        });
        return MultiRaterAgreement.nominal(Ratings.of(units, 2));
    }
}
