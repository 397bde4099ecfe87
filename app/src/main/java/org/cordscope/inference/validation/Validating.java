package org.cordscope.inference.validation;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;
import org.cordscope.cohort.CohortSlice;
import org.cordscope.learning.Channels;
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
import org.cordscope.study.Progress;

/** Completes a model file with its record. The same run gives the same bytes. */
public final class Validating {
    private static final int BATCH = 16;

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
        List<float[]> pictures = new ArrayList<>();
        List<SliceReading> readings = read(classifier, validation, pictures, progress);
        TrainingSummary summary = summary(run, training, validation);
        DecisionThreshold threshold = new ThresholdChoice(
                        validation,
                        readings.stream().mapToDouble(SliceReading::probability).toArray())
                .by(run.rule());
        TemperatureScaling calibration = run.calibrated()
                ? TemperatureScaling.fit(
                        readings.stream().mapToDouble(SliceReading::logit).toArray(), labels(validation))
                : TemperatureScaling.none("none, as the preset has it");
        ModelRecord record = new ModelRecord(
                summary,
                threshold,
                calibration,
                ReferenceFit.of(
                        readings.stream().map(SliceReading::features).toList(),
                        pictures,
                        validation.stream().map(CohortSlice::subject).toList()),
                "");
        ModelRecord carded = record.withCard(ModelCard.of(file.recipe(), record, file.weightsSha256(), run.warning()));
        file.withRecord(carded).write(model);
        return carded;
    }

    private static List<SliceReading> read(
            SliceClassifier classifier, List<CohortSlice> slices, List<float[]> pictures, Progress progress)
            throws IOException {
        CohortImages images = new CohortImages(slices, classifier.recipe());
        Channels channels = classifier.recipe().network().channels();
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
            batch.forEach(image -> pictures.add(ReferenceFit.picture(channels.own(image))));
            progress.advance(batch.size());
        }
        return readings;
    }

    private static TrainingSummary summary(TrainedRun run, List<CohortSlice> training, List<CohortSlice> validation) {
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
                (int) slices.stream().map(CohortSlice::subject).distinct().count(), slices.size(), (int)
                        slices.stream().filter(ThresholdChoice::compressed).count());
    }

    static boolean[] labels(List<CohortSlice> slices) {
        boolean[] labels = new boolean[slices.size()];
        for (int i = 0; i < labels.length; i++) {
            labels[i] = ThresholdChoice.compressed(slices.get(i));
        }
        return labels;
    }
}
