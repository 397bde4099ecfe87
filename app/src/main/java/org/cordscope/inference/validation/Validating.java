package org.cordscope.inference.validation;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CancellationException;
import org.cordscope.cohort.CohortSlice;
import org.cordscope.evaluation.Scores;
import org.cordscope.evaluation.operating.OperatingRule;
import org.cordscope.learning.CohortImages;
import org.cordscope.learning.Epoch;
import org.cordscope.learning.SliceClassifier;
import org.cordscope.learning.SliceReading;
import org.cordscope.learning.trust.DecisionThreshold;
import org.cordscope.learning.trust.ModelRecord;
import org.cordscope.learning.trust.ReferenceFit;
import org.cordscope.learning.trust.TemperatureScaling;
import org.cordscope.learning.trust.TrainingSummary;
import org.cordscope.learning.trust.TrainingSummary.PartCount;
import org.cordscope.learning.weights.ModelFile;
import org.cordscope.study.Compression;
import org.cordscope.study.Progress;

/** Completes a model file with its record. The same run gives the same bytes. */
public final class Validating {
    private static final int BATCH = 16;
    private static final double HALF = 0.5;

    private Validating() {}

    /**
     * Measures the model on its validation slices and writes the file anew, whole or not at all.
     *
     * @param classifier the model of the file, in float32
     * @throws CancellationException where the thread is interrupted; the file stays as it was
     */
    public static ModelRecord complete(
            Path model,
            SliceClassifier classifier,
            TrainedRun run,
            List<CohortSlice> training,
            List<CohortSlice> validation,
            Progress progress)
            throws IOException {
        ModelFile file = ModelFile.read(model);
        List<SliceReading> readings = read(classifier, validation, progress);
        List<Boolean> compressed =
                validation.stream().map(Validating::compressed).toList();
        TrainingSummary summary = summary(run, training, validation);
        DecisionThreshold threshold = threshold(run.rule(), readings, compressed);
        TemperatureScaling calibration = run.calibrated()
                ? TemperatureScaling.fit(
                        readings.stream().mapToDouble(SliceReading::logit).toArray(), array(compressed))
                : TemperatureScaling.none("none, as the preset has it");
        ModelRecord record = new ModelRecord(
                summary,
                threshold,
                calibration,
                ReferenceFit.of(
                        readings.stream().map(SliceReading::features).toList(),
                        compressed,
                        validation.stream().map(CohortSlice::subject).toList()),
                "");
        ModelRecord carded = record.withCard(ModelCard.of(file.recipe(), record, file.weightsSha256()));
        file.withRecord(carded).write(model);
        return carded;
    }

    private static List<SliceReading> read(SliceClassifier classifier, List<CohortSlice> slices, Progress progress)
            throws IOException {
        CohortImages images = new CohortImages(slices, classifier.recipe().preprocessing());
        progress.begin("validating", slices.size());
        List<SliceReading> readings = new ArrayList<>();
        for (int start = 0; start < slices.size(); start += BATCH) {
            if (Thread.currentThread().isInterrupted()) {
                throw new CancellationException("validation was interrupted");
            }
            List<float[]> batch = new ArrayList<>();
            for (int i = start; i < Math.min(slices.size(), start + BATCH); i++) {
                batch.add(images.grey(i));
            }
            readings.addAll(classifier.read(batch));
            progress.advance(batch.size());
        }
        return readings;
    }

    /**
     * The rule's threshold, moved halfway to the next lower score: validation slices are decided alike, and a new slice is not
     * asked to score higher than the lowest compressed one.
     */
    static DecisionThreshold threshold(OperatingRule rule, List<SliceReading> readings, List<Boolean> compressed) {
        double[] scores =
                readings.stream().mapToDouble(SliceReading::probability).toArray();
        if (rule instanceof OperatingRule.Fixed fixed) {
            return new DecisionThreshold(fixed.threshold(), rule.words());
        }
        Scores columns = Scores.independent(array(compressed), scores);
        if (!columns.hasBothClasses()) {
            return new DecisionThreshold(HALF, "fixed: validation slices of one class choose none");
        }
        double chosen = rule.threshold(columns);
        double below = Arrays.stream(scores).filter(s -> s < chosen).max().orElse(0);
        return new DecisionThreshold(
                Double.isInfinite(chosen) ? 1 : (chosen + below) / 2,
                rule.words() + " on " + scores.length + " validation slices");
    }

    private static TrainingSummary summary(
            TrainedRun run, List<CohortSlice> training, List<CohortSlice> validation) {
        Epoch best = run.best();
        return new TrainingSummary(
                run.preset(),
                run.epochs().size(),
                run.bestEpoch(),
                best.validationLoss(),
                best.validationAccuracy(),
                Double.isNaN(best.validationAuc()) ? null : best.validationAuc(),
                count(training),
                count(validation),
                run.splitSha256(),
                run.cohortSha256(),
                run.environment());
    }

    private static PartCount count(List<CohortSlice> slices) {
        return new PartCount(
                (int) slices.stream().map(CohortSlice::subject).distinct().count(),
                slices.size(),
                (int) slices.stream().filter(Validating::compressed).count());
    }

    private static boolean compressed(CohortSlice slice) {
        return slice.label() == Compression.COMPRESSED;
    }

    private static boolean[] array(List<Boolean> values) {
        boolean[] array = new boolean[values.size()];
        for (int i = 0; i < array.length; i++) {
            array[i] = values.get(i);
        }
        return array;
    }
}
