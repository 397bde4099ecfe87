package org.cordscope.learning.torch;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.cordscope.learning.cord.CanalSighting;
import org.cordscope.learning.cord.CordForm;
import org.cordscope.learning.cord.CordModel;
import org.cordscope.learning.cord.CropReading;
import org.cordscope.learning.cord.Finding;
import org.cordscope.learning.cord.MeasureJudge;
import org.cordscope.learning.cord.TrainingSample;
import org.cordscope.learning.trust.TemperatureScaling;
import org.cordscope.phantom.randomised.View;

/**
 * What networks come to on samples that they have not seen.
 *
 * @param auc of the label; {@code effaced}, {@code signal}, {@code judgeable} of the other findings
 * @param cordDice mean Dice coefficient of the cord in slices that show it; {@code canalDice} of the canal
 * @param canalNear share of slices with a canal whose middle was found within 3 mm
 * @param views share of whole slices told rightly to be of the neck or not
 */
public record CordScores(
        double auc,
        double effaced,
        double signal,
        double judgeable,
        double cordDice,
        double canalDice,
        double canalNear,
        double views) {
    private static final double NEAR_MM = 3;

    static CordScores of(CordModel model, List<TrainingSample> samples) {
        try (TorchCordReader reader = TorchCordReader.of(model, Libtorch.fastest())) {
            return of(reader, samples);
        }
    }

    private static CordScores of(TorchCordReader reader, List<TrainingSample> samples) {
        List<float[]> wholes = new ArrayList<>();
        List<float[]> crops = new ArrayList<>();
        for (TrainingSample sample : samples) {
            float[] whole = new float[sample.whole().length];
            sample.whole(TrainingSample.Change.NONE, whole, 0);
            wholes.add(whole);
            float[] crop = new float[sample.crops().length];
            sample.crops(TrainingSample.Change.NONE, crop, 0, new float[sample.labels().length], 0);
            crops.add(crop);
        }
        List<CanalSighting> sightings = reader.find(wholes);
        List<CropReading> readings =
                reader.judge(crops).stream().map(CropReading::mean).toList();
        int canals = 0;
        int near = 0;
        int views = 0;
        double cord = 0;
        double canal = 0;
        int masks = 0;
        for (int i = 0; i < samples.size(); i++) {
            TrainingSample sample = samples.get(i);
            CanalSighting seen = sightings.get(i);
            if (sample.canal()) {
                canals++;
                near += Math.hypot(seen.xMm() - sample.xMm(), seen.yMm() - sample.yMm()) <= NEAR_MM ? 1 : 0;
            }
            views += seen.cervical() >= 0.5 == (sample.view() == TrainingSample.VIEWS.indexOf(View.CERVICAL)) ? 1 : 0;
            if (sample.asked(Finding.COMPRESSED)) {
                masks++;
                cord += dice(readings.get(i), sample.labels(), 2);
                canal += dice(readings.get(i), sample.labels(), 1);
            }
        }
        return new CordScores(
                auc(samples, readings, Finding.COMPRESSED),
                auc(samples, readings, Finding.EFFACED),
                auc(samples, readings, Finding.SIGNAL),
                auc(samples, readings, Finding.JUDGEABLE),
                cord / masks,
                canal / masks,
                (double) near / canals,
                (double) views / samples.size());
    }

    /** What measures of the cords that the networks find say of compression, beside the networks. */
    static MeasureJudge measures(CordModel model, List<TrainingSample> samples) {
        List<CordForm> cords = new ArrayList<>();
        List<Boolean> answers = new ArrayList<>();
        List<Double> logits = new ArrayList<>();
        try (TorchCordReader reader = TorchCordReader.of(model, Libtorch.fastest())) {
            for (TrainingSample sample : samples) {
                if (!sample.asked(Finding.COMPRESSED)) {
                    continue;
                }
                float[] crop = new float[sample.crops().length];
                sample.crops(TrainingSample.Change.NONE, crop, 0, new float[sample.labels().length], 0);
                CropReading reading =
                        CropReading.mean(reader.judge(List.of(crop)).get(0));
                CordForm.of(reading.cord()).ifPresent(cord -> {
                    cords.add(cord);
                    answers.add(sample.compressed());
                    logits.add(reading.logit(Finding.COMPRESSED));
                });
            }
        }
        boolean[] compressed = new boolean[answers.size()];
        double[] network = new double[compressed.length];
        for (int i = 0; i < compressed.length; i++) {
            compressed[i] = answers.get(i);
            network[i] = logits.get(i);
        }
        if (compressed.length == 0) {
            return MeasureJudge.none();
        }
        double temperature = TemperatureScaling.fit(network, compressed).temperature();
        return MeasureJudge.fit(cords.toArray(new CordForm[0]), compressed, temperature);
    }

    /** Overlap of pixels whose label is at least {@code from}. */
    private static double dice(CropReading reading, byte[] labels, int from) {
        int both = 0;
        int sum = 0;
        for (int i = 0; i < labels.length; i++) {
            float belief = from == 2 ? reading.cord()[i] : reading.cord()[i] + reading.fluid()[i];
            boolean said = belief >= 0.5f;
            boolean is = labels[i] >= from;
            both += said && is ? 1 : 0;
            sum += (said ? 1 : 0) + (is ? 1 : 0);
        }
        return sum == 0 ? 1 : 2.0 * both / sum;
    }

    private static double auc(List<TrainingSample> samples, List<CropReading> readings, Finding finding) {
        float[] logits = new float[samples.size()];
        float[] targets = new float[samples.size()];
        int asked = 0;
        for (int i = 0; i < samples.size(); i++) {
            if (samples.get(i).asked(finding)) {
                logits[asked] = (float) readings.get(i).logit(finding);
                targets[asked++] = samples.get(i).answers()[finding.place()] >= 0.5f ? 1 : 0;
            }
        }
        return new Scores(Arrays.copyOf(logits, asked), Arrays.copyOf(targets, asked)).auc();
    }

    @Override
    public String toString() {
        return String.format(
                Locale.ROOT,
                "AUC %.3f (effaced %.3f, signal %.3f, judgeable %.3f), Dice cord %.3f canal %.3f, canal within 3 mm %.3f, views %.3f",
                auc,
                effaced,
                signal,
                judgeable,
                cordDice,
                canalDice,
                canalNear,
                views);
    }
}
