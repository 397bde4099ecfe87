package org.cordscope.evaluation.operating;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.cordscope.evaluation.Confusion;
import org.cordscope.evaluation.Estimate;
import org.cordscope.evaluation.ScoredSlice;
import org.cordscope.evaluation.Scores;

/**
 * A threshold that validation patients chose, and what it does to holdout patients. Chosen and judged on the same patients
 * it would look better than it is, so no patient may be in both.
 *
 * @param rule how it was chosen
 * @param threshold score from which a slice is called compressed; infinite where nothing is
 * @param validation slices on which it was chosen
 * @param holdout slices on which it is judged
 * @param sensitivity on the holdout, clustered by patient, like the others
 */
public record OperatingPoint(
        OperatingRule rule,
        double threshold,
        Confusion validation,
        Confusion holdout,
        Estimate sensitivity,
        Estimate specificity,
        Estimate ppv,
        Estimate npv) {

    /** One for each rule; none where validation has one class only. */
    public static List<OperatingPoint> ofEach(
            List<OperatingRule> rules, List<ScoredSlice> validation, List<ScoredSlice> holdout) {
        boolean both =
                validation.stream().map(ScoredSlice::compressed).distinct().count() == 2;
        return both ? rules.stream().map(rule -> of(rule, validation, holdout)).toList() : List.of();
    }

    /** @throws IllegalArgumentException where validation has one class only, or a patient is in both sets */
    public static OperatingPoint of(OperatingRule rule, List<ScoredSlice> validation, List<ScoredSlice> holdout) {
        Set<String> chosen = new HashSet<>();
        validation.forEach(s -> chosen.add(s.patientId()));
        long shared = holdout.stream()
                .map(ScoredSlice::patientId)
                .distinct()
                .filter(chosen::contains)
                .count();
        if (shared > 0) {
            throw new IllegalArgumentException(
                    "a threshold is chosen on other patients than it is judged on: " + shared + " are in both");
        }
        Scores choice = Scores.of(validation);
        double threshold = rule.threshold(choice);
        Confusion[] patients = Confusion.perPatient(Scores.of(holdout), threshold);
        return new OperatingPoint(
                rule,
                threshold,
                Confusion.of(choice, threshold),
                Confusion.total(patients),
                Confusion.share(patients, Confusion::truePositives, Confusion::compressed),
                Confusion.share(patients, Confusion::trueNegatives, Confusion::notCompressed),
                Confusion.share(patients, Confusion::truePositives, Confusion::calledCompressed),
                Confusion.share(patients, Confusion::trueNegatives, Confusion::calledNotCompressed));
    }
}
