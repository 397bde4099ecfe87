package org.cordscope.inference.validation;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.stream.IntStream;
import org.cordscope.cohort.CohortSlice;
import org.cordscope.evaluation.Roc;
import org.cordscope.evaluation.Scores;
import org.cordscope.learning.CohortImages;
import org.cordscope.learning.OutputLimits;
import org.cordscope.learning.Recipe;
import org.cordscope.learning.SliceClassifier;
import org.cordscope.learning.trust.Quantisation;
import org.cordscope.study.Progress;

/** Prepares a model for eight bits: limits from slices that it was trained on, tried on slices that it was not. */
public final class Quantising {
    /** Slices from which limits are taken, at most. */
    static final int MOST = 256;

    private static final int BATCH = 16;
    private static final double PERCENTILE = 0.99;

    private Quantising() {}

    /**
     * Takes limits from at most {@value #MOST} slices, evenly spaced in the given order, and so of all patients.
     *
     * @throws CancellationException where the thread is interrupted
     */
    public static Quantisation limits(
            OutputLimits watching, Recipe recipe, List<CohortSlice> training, Progress progress) throws IOException {
        int count = Math.min(MOST, training.size());
        List<CohortSlice> chosen = IntStream.range(0, count)
                .mapToObj(i -> training.get((int) ((long) i * training.size() / count)))
                .toList();
        progress.begin("limits", count);
        CohortImages images = new CohortImages(chosen, recipe);
        for (int start = 0; start < count; start += BATCH) {
            watching.see(batch(images, start));
            progress.advance(Math.min(BATCH, count - start));
        }
        return Quantisation.of(
                "mean of the largest magnitude in each of " + count + " training slices",
                (int) chosen.stream().map(CohortSlice::subject).distinct().count(),
                count,
                watching.limits());
    }

    private static List<float[]> batch(CohortImages images, int start) throws IOException {
        if (Thread.currentThread().isInterrupted()) {
            throw new CancellationException("quantising was interrupted");
        }
        List<float[]> batch = new ArrayList<>();
        for (int i = start; i < Math.min(images.size(), start + BATCH); i++) {
            batch.add(images.grey(i));
        }
        return batch;
    }

    /**
     * Compares a model in eight bits with itself in float32.
     *
     * @throws CancellationException where the thread is interrupted
     */
    public static Quantisation.Check check(
            SliceClassifier exact, SliceClassifier int8, List<CohortSlice> slices, Progress progress)
            throws IOException {
        progress.begin("comparing", slices.size());
        CohortImages images = new CohortImages(slices, exact.recipe());
        double[] float32 = new double[slices.size()];
        double[] eightBits = new double[slices.size()];
        for (int start = 0; start < slices.size(); start += BATCH) {
            List<float[]> batch = batch(images, start);
            System.arraycopy(exact.probabilities(batch), 0, float32, start, batch.size());
            System.arraycopy(int8.probabilities(batch), 0, eightBits, start, batch.size());
            progress.advance(batch.size());
        }
        double[] differences = IntStream.range(0, float32.length)
                .mapToDouble(i -> Math.abs(float32[i] - eightBits[i]))
                .sorted()
                .toArray();
        Scores exactly = Scores.independent(Validating.labels(slices), float32);
        boolean bothClasses = exactly.positives() > 0 && exactly.negatives() > 0;
        return new Quantisation.Check(
                (int) slices.stream().map(CohortSlice::subject).distinct().count(),
                slices.size(),
                Arrays.stream(differences).max().orElse(0),
                percentile(differences),
                bothClasses ? Roc.of(exactly).auc() : null,
                bothClasses
                        ? Roc.of(Scores.independent(Validating.labels(slices), eightBits))
                                .auc()
                        : null);
    }

    /** The smallest difference that at least 99 of 100 do not exceed. */
    private static double percentile(double[] ascending) {
        return ascending.length == 0 ? 0 : ascending[(int) Math.ceil(PERCENTILE * ascending.length) - 1];
    }
}
