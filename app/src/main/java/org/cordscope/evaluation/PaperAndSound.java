package org.cordscope.evaluation;

import java.util.ArrayList;
import java.util.List;

/**
 * A number as Merali et al. (Scientific Reports 11, 2021) would print it beside the number that respects that slices belong to
 * patients.
 *
 * @param quantity what is measured
 * @param paper its value and interval the paper's way
 * @param sound the same with what is wrong corrected
 */
public record PaperAndSound(String quantity, Estimate paper, Estimate sound) {

    /** Every number on which the two differ, in the order of a report; subgroups' p values stand in {@link Subgroup}. */
    public static List<PaperAndSound> of(Evaluation e) {
        Confusion c = e.confusion();
        Pooled pooled = e.pooled();
        List<PaperAndSound> rows = new ArrayList<>();
        rows.add(new PaperAndSound("auc", pooled.aucUnclustered(), pooled.auc()));
        rows.add(new PaperAndSound(
                "mean_auc_per_patient", paperMean(e), e.perPatient().meanAuc()));
        rows.add(independent("sensitivity", c.truePositives(), c.compressed(), pooled.sensitivity()));
        rows.add(independent("specificity", c.trueNegatives(), c.notCompressed(), pooled.specificity()));
        rows.add(independent("accuracy", c.truePositives() + c.trueNegatives(), c.slices(), pooled.accuracy()));
        return List.copyOf(rows);
    }

    private static PaperAndSound independent(String quantity, long successes, long trials, Estimate sound) {
        Estimate wilson = Proportions.wilson(successes, trials);
        Estimate paper = wilson.hasInterval()
                ? new Estimate(
                        wilson.value(), wilson.low(), wilson.high(), wilson.method() + ", slices taken as independent")
                : wilson;
        return new PaperAndSound(quantity, paper, sound);
    }

    /** The published code gives a patient whose slices are all of one class a perfect curve. */
    private static Estimate paperMean(Evaluation e) {
        double[] areas = e.perPatient().patients().stream()
                .mapToDouble(p -> p.isDefined() ? p.auc() : 1)
                .toArray();
        return Estimate.withoutInterval(
                Moments.mean(areas),
                "patients of one class (" + e.perPatient().undefined().size()
                        + ") counted as 1, as the published code does");
    }
}
