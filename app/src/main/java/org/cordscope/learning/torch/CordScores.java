package org.cordscope.learning.torch;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
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

    /** Samples that are judged at once. */
    private static final int PART = 64;

    static CordScores of(CordModel model, List<TrainingSample> samples) {
        try (TorchCordReader reader = TorchCordReader.of(model, Libtorch.fastest())) {
            return of(reader, samples);
        }
    }

    private static CordScores of(TorchCordReader reader, List<TrainingSample> samples) {
        List<CanalSighting> sightings = inLanes(reader, samples, some -> reader.find(wholes(some)));
        List<CropReading> readings = inLanes(reader, samples, some -> readings(reader, some));
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

    /** Each part on one core: with networks so small, threads that share a step wait for each other on a busy machine. */
    private static <T> List<T> inLanes(
            TorchCordReader reader, List<TrainingSample> samples, Function<List<TrainingSample>, List<T>> step) {
        List<List<TrainingSample>> parts = new ArrayList<>();
        for (int start = 0; start < samples.size(); start += PART) {
            parts.add(samples.subList(start, Math.min(samples.size(), start + PART)));
        }
        return reader.sideBySide(parts, step).stream().flatMap(List::stream).toList();
    }

    private static List<float[]> wholes(List<TrainingSample> samples) {
        List<float[]> wholes = new ArrayList<>();
        for (TrainingSample sample : samples) {
            float[] whole = new float[sample.whole().length];
            sample.whole(TrainingSample.Change.NONE, whole, 0);
            wholes.add(whole);
        }
        return wholes;
    }

    /** The mean of all judges of each sample. */
    private static List<CropReading> readings(TorchCordReader reader, List<TrainingSample> samples) {
        return reader.judge(crops(samples)).stream().map(CropReading::mean).toList();
    }

    private static List<float[]> crops(List<TrainingSample> samples) {
        List<float[]> crops = new ArrayList<>();
        for (TrainingSample sample : samples) {
            float[] crop = new float[sample.crops().length];
            sample.crops(TrainingSample.Change.NONE, crop, 0, new float[sample.labels().length], 0);
            crops.add(crop);
        }
        return crops;
    }

    /** A cord that was found. */
    private record Seen(CordForm cord, double logit, boolean compressed) {}

    private static List<Seen> seen(TorchCordReader reader, List<TrainingSample> samples) {
        List<CropReading> readings = readings(reader, samples);
        List<Seen> seen = new ArrayList<>();
        for (int i = 0; i < readings.size(); i++) {
            boolean compressed = samples.get(i).compressed();
            double logit = readings.get(i).logit(Finding.COMPRESSED);
            CordForm.of(readings.get(i).cord()).ifPresent(cord -> seen.add(new Seen(cord, logit, compressed)));
        }
        return seen;
    }

    /** What measures of the cords that the networks find say of compression, beside the networks. */
    static MeasureJudge measures(CordModel model, List<TrainingSample> samples) {
        List<TrainingSample> asked = samples.stream()
                .filter(sample -> sample.asked(Finding.COMPRESSED))
                .toList();
        List<Seen> cords;
        try (TorchCordReader reader = TorchCordReader.of(model, Libtorch.fastest())) {
            cords = inLanes(reader, asked, some -> seen(reader, some));
        }
        if (cords.isEmpty()) {
            return MeasureJudge.none();
        }
        boolean[] compressed = new boolean[cords.size()];
        for (int i = 0; i < compressed.length; i++) {
            compressed[i] = cords.get(i).compressed();
        }
        double temperature = TemperatureScaling.fit(
                        cords.stream().mapToDouble(Seen::logit).toArray(), compressed)
                .temperature();
        return MeasureJudge.fit(cords.stream().map(Seen::cord).toArray(CordForm[]::new), compressed, temperature);
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
