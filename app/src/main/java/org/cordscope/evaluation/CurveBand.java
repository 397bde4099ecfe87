package org.cordscope.evaluation;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * A ROC curve on a regular grid of false positive rates, with a band around it.
 *
 * @param points in order of false positive rate
 * @param method what curve and band are
 */
public record CurveBand(List<Point> points, String method) {

    /** Sensitivity at one false positive rate; {@code low} and {@code high} are NaN where there is no band. */
    public record Point(double falsePositiveRate, double sensitivity, double low, double high) {}

    public CurveBand {
        points = List.copyOf(points);
    }

    /** Mean of curves given on the same grid, with a band of one sample standard deviation, cut to 0..1. */
    static CurveBand meanAndSd(List<double[]> curves, int grid) {
        List<Point> points = new ArrayList<>();
        for (int g = 0; g < grid; g++) {
            int at = g;
            double[] values = curves.stream().mapToDouble(c -> c[at]).toArray();
            double mean = Moments.mean(values);
            double sd = Moments.standardDeviation(values);
            points.add(new Point((double) g / (grid - 1), mean, Math.max(0, mean - sd), Math.min(1, mean + sd)));
        }
        return new CurveBand(points, "mean of the patients' curves, +-1 sample standard deviation");
    }

    /** The pooled curve with a pointwise percentile band from patients drawn again. */
    static CurveBand pooled(Scores scores, PatientBootstrap bootstrap, int grid) {
        WeightedSweep sweep = WeightedSweep.of(scores);
        double[] curve = sweep.sensitivityOnGrid(grid);
        double[][] drawn = bootstrap.replicatesTogether(
                times -> ManySweeps.sensitivityOnGrid(sweep, times, grid), double[][]::new);
        List<Point> points = new ArrayList<>();
        for (int g = 0; g < grid; g++) {
            int at = g;
            double[] sorted = Arrays.stream(drawn)
                    .mapToDouble(c -> c[at])
                    .filter(v -> !Double.isNaN(v))
                    .sorted()
                    .toArray();
            points.add(new Point(
                    (double) g / (grid - 1),
                    curve[g],
                    PatientBootstrap.quantile(sorted, (1 - Estimate.CONFIDENCE) / 2),
                    PatientBootstrap.quantile(sorted, (1 + Estimate.CONFIDENCE) / 2)));
        }
        return new CurveBand(
                points,
                "pooled curve, pointwise 95 % band, percentile bootstrap by patient, " + bootstrap.resamples()
                        + " resamples");
    }
}
