package org.cordscope.inference.validation;

import java.util.Arrays;
import java.util.List;
import org.cordscope.cohort.CohortSlice;
import org.cordscope.evaluation.Scores;
import org.cordscope.evaluation.operating.OperatingRule;
import org.cordscope.learning.trust.DecisionThreshold;
import org.cordscope.study.Compression;

/**
 * Chooses a threshold on validation slices. A rule that searches needs {@value #LEAST_PATIENTS} patients with compressed slices
 * and {@value #LEAST_SLICES} slices of each class: from fewer it would take chance for a choice.
 */
public final class ThresholdChoice {
    static final int LEAST_PATIENTS = 5;
    static final int LEAST_SLICES = 10;
    private static final double HALF = 0.5;

    private final List<CohortSlice> slices;
    private final double[] scores;
    private final Scores columns;

    /** @param scores probability of each slice */
    public ThresholdChoice(List<CohortSlice> slices, double[] scores) {
        this.slices = List.copyOf(slices);
        this.scores = scores.clone();
        this.columns = Scores.independent(Validating.labels(slices), scores);
    }

    /** Whether there are slices and patients enough for a rule that searches. */
    public boolean enough() {
        return patients() >= LEAST_PATIENTS && Math.min(columns.positives(), columns.negatives()) >= LEAST_SLICES;
    }

    private long patients() {
        return slices.stream()
                .filter(ThresholdChoice::compressed)
                .map(CohortSlice::subject)
                .distinct()
                .count();
    }

    /** Whether a slice is labelled as compressed. */
    public static boolean compressed(CohortSlice slice) {
        return slice.label() == Compression.COMPRESSED;
    }

    /**
     * The rule's threshold, moved halfway to the next lower score: validation slices are decided alike, and a new slice is not
     * asked to score higher than the lowest compressed one.
     */
    public DecisionThreshold by(OperatingRule rule) {
        if (rule instanceof OperatingRule.Fixed fixed) {
            return new DecisionThreshold(fixed.threshold(), rule.words());
        }
        if (!enough()) {
            return new DecisionThreshold(
                    HALF,
                    "fixed, since " + columns.positives() + " compressed validation slices of " + patients()
                            + " patients are too few for: " + rule.words());
        }
        double chosen = rule.threshold(columns);
        double below = Arrays.stream(scores).filter(s -> s < chosen).max().orElse(0);
        return new DecisionThreshold(
                Double.isInfinite(chosen) ? 1 : (chosen + below) / 2,
                rule.words() + " on " + scores.length + " validation slices");
    }
}
