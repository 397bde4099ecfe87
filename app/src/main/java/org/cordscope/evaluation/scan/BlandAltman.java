package org.cordscope.evaluation.scan;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.ToDoubleFunction;
import org.apache.commons.statistics.distribution.NormalDistribution;
import org.cordscope.evaluation.Estimate;
import org.cordscope.evaluation.PatientJackknife;

/**
 * Differences of two measurements against their mean: Bland and Altman, Statistical Methods in Medical Research 8 (1999). Where
 * patients have several scans the standard deviation adds the variances between and within patients (Bland and Altman,
 * Journal of Biopharmaceutical Statistics 17, 2007), and intervals leave out each patient in turn.
 *
 * @param points in order of the scans
 * @param bias mean difference, first less second
 * @param standardDeviation of a difference; NaN with fewer than two
 * @param lower bias less 1.96 standard deviations: below it lie one in forty differences, if they are normal
 * @param upper bias plus 1.96 standard deviations
 */
public record BlandAltman(List<Point> points, Estimate bias, double standardDeviation, Estimate lower, Estimate upper) {
    private static final double Z =
            NormalDistribution.of(0, 1).inverseSurvivalProbability((1 - Estimate.CONFIDENCE) / 2);
    private static final double ANY = Double.POSITIVE_INFINITY;

    /** One scan. */
    public record Point(double mean, double difference) {}

    public BlandAltman {
        points = List.copyOf(points);
    }

    /**
     * @param patient for each scan its patient, numbered from 0 without gaps
     * @throws IllegalArgumentException without scans or for columns of different length
     */
    public static BlandAltman of(double[] first, double[] second, int[] patient) {
        int n = first.length;
        if (n == 0 || second.length != n || patient.length != n) {
            throw new IllegalArgumentException(
                    "two measurements of each scan are needed: " + n + ", " + second.length + ", " + patient.length);
        }
        List<Point> points = new ArrayList<>();
        double[] difference = new double[n];
        for (int i = 0; i < n; i++) {
            difference[i] = first[i] - second[i];
            points.add(new Point((first[i] + second[i]) / 2, difference[i]));
        }
        int patients = Arrays.stream(patient).max().orElse(0) + 1;
        return patients < n ? repeated(points, difference, patient, patients) : single(points, difference);
    }

    private static BlandAltman single(List<Point> points, double[] difference) {
        double n = difference.length;
        double bias = Arrays.stream(difference).sum() / n;
        double squares =
                Arrays.stream(difference).map(d -> (d - bias) * (d - bias)).sum();
        double sd = n < 2 ? Double.NaN : Math.sqrt(squares / (n - 1));
        double limitError = sd * Math.sqrt(1 / n + Z * Z / 2 / (n - 1));
        String method = "limits of agreement, Bland and Altman 1999";
        return new BlandAltman(
                points,
                Estimate.student(bias, sd / Math.sqrt(n), n - 1, -ANY, ANY, "mean difference"),
                sd,
                limit(bias - Z * sd, limitError, n, method),
                limit(bias + Z * sd, limitError, n, method));
    }

    private static Estimate limit(double value, double error, double n, String method) {
        return Double.isNaN(value)
                ? Estimate.undefined("fewer than two scans")
                : Estimate.student(value, error, n - 1, -ANY, ANY, method);
    }

    private static BlandAltman repeated(List<Point> points, double[] difference, int[] patient, int patients) {
        Repeats repeats = new Repeats(difference, patient, patients);
        String method = "limits of agreement with repeats, Bland and Altman 2007";
        int[] once = new int[patients];
        Arrays.fill(once, 1);
        return new BlandAltman(
                points,
                leavingOut(patients, repeats::mean, "mean difference"),
                repeats.standardDeviation(once),
                leavingOut(patients, t -> repeats.mean(t) - Z * repeats.standardDeviation(t), method),
                leavingOut(patients, t -> repeats.mean(t) + Z * repeats.standardDeviation(t), method));
    }

    private static Estimate leavingOut(int patients, ToDoubleFunction<int[]> statistic, String method) {
        return new PatientJackknife(patients).interval(statistic, -ANY, ANY, method);
    }
}
