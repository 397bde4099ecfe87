package org.cordscope.evaluation;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Everything that is computed of a model's scores on a set of slices.
 *
 * @param patients number of patients
 * @param slices number of slices
 * @param compressed number of compressed slices
 * @param threshold probability from which a slice is called compressed
 * @param seed of the bootstrap
 * @param resamples of the bootstrap
 * @param subgroups each group against its complement
 * @param interactions whether the area depends on a grouping at all, by column
 * @param roc the pooled curve; null with one class only
 * @param rocBand the pooled curve on 101 points with its pointwise interval; null with one class only
 */
public record Evaluation(
        int patients,
        int slices,
        int compressed,
        double threshold,
        long seed,
        int resamples,
        Confusion confusion,
        Pooled pooled,
        PerPatient perPatient,
        Calibration calibration,
        List<Subgroup> subgroups,
        List<Interaction> interactions,
        PrecisionRecall precisionRecall,
        DecisionCurve decisionCurve,
        @Nullable Roc roc,
        @Nullable CurveBand rocBand) {
    private static final int RESAMPLES = 2000;

    public Evaluation {
        subgroups = List.copyOf(subgroups);
        interactions = List.copyOf(interactions);
    }

    /**
     * Evaluates slices at a threshold, with 2000 bootstrap resamples and {@link SubgroupTable#defaults()}. What the slices do
     * not define is an undefined {@link Estimate} with its reason.
     *
     * @throws IllegalArgumentException without slices, for a threshold outside 0..1, or a slice that occurs twice
     */
    public static Evaluation of(List<ScoredSlice> slices, double threshold, long seed) {
        requireSound(slices, threshold);
        Scores scores = Scores.of(slices);
        PatientBootstrap bootstrap = new PatientBootstrap(scores.patientCount(), RESAMPLES, seed);
        boolean curve = scores.hasBothClasses();
        return new Evaluation(
                scores.patientCount(),
                scores.size(),
                scores.positives(),
                threshold,
                seed,
                RESAMPLES,
                Confusion.of(scores, threshold),
                Pooled.of(scores, threshold, bootstrap),
                PerPatient.of(slices),
                Calibration.of(scores, bootstrap),
                SubgroupTable.defaults().compare(slices),
                SubgroupTable.defaults().interactions(slices),
                PrecisionRecall.of(scores),
                DecisionCurve.of(scores),
                curve ? Roc.of(scores) : null,
                curve ? CurveBand.pooled(scores, bootstrap, Roc.GRID) : null);
    }

    /** Share of compressed slices. */
    public double prevalence() {
        return (double) compressed / slices;
    }

    private static void requireSound(List<ScoredSlice> slices, double threshold) {
        if (slices.isEmpty()) {
            throw new IllegalArgumentException("an evaluation needs slices");
        }
        if (!(threshold >= 0) || threshold > 1) {
            throw new IllegalArgumentException("threshold must be in 0..1: " + threshold);
        }
        Set<String> seen = new HashSet<>();
        for (int i = 0; i < slices.size(); i++) {
            if (!seen.add(slices.get(i).sliceId())) {
                throw new IllegalArgumentException("slice " + (i + 1) + " of the list occurs twice");
            }
        }
    }
}
