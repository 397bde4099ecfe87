package org.cordscope.evaluation.agreement;

import java.util.Locale;
import org.cordscope.evaluation.Estimate;

/**
 * Krippendorff's alpha: 1 - observed / expected disagreement, over the units with at least two ratings. Krippendorff,
 * Computing Krippendorff's Alpha-Reliability (2011). The interval is that of Gwet's irrCAC; for ordinal distances, which
 * depend on how often categories are used, those are taken as known.
 */
public final class KrippendorffAlpha {
    private KrippendorffAlpha() {}

    /** How far apart two categories are. */
    public enum Distance {
        /** Equal or not. */
        NOMINAL,
        /** By the number of ratings between the two. */
        ORDINAL,
        /** By the difference of their numbers. */
        INTERVAL
    }

    /** Alpha with its interval clustered by patient; undefined where no unit has two ratings. */
    public static Estimate of(Ratings all, Distance distance) {
        Ratings ratings = all.comparable();
        int n = ratings.units();
        if (n == 0) {
            return Estimate.undefined("no unit has two ratings");
        }
        double[] used = new double[ratings.categories()];
        double total = 0;
        for (int u = 0; u < n; u++) {
            for (int k = 0; k < used.length; k++) {
                used[k] += ratings.count(u, k);
            }
            total += ratings.raters(u);
        }
        double[][] weights = weights(used, distance);
        double mean = total / n;
        double[] credit = new double[used.length];
        double expected = 0;
        for (int k = 0; k < used.length; k++) {
            for (int l = 0; l < used.length; l++) {
                credit[k] += weights[k][l] * used[l] / total;
            }
            expected += credit[k] * used[k] / total;
        }
        double observed = 0;
        double[] raw = new double[n];
        for (int u = 0; u < n; u++) {
            raw[u] = Pairs.agreeing(ratings, u, weights) / mean / (ratings.raters(u) - 1);
            observed += raw[u] / n;
        }
        double[] ones = new double[n];
        double[] deviations = new double[n];
        for (int u = 0; u < n; u++) {
            double more = ratings.raters(u) / mean - 1;
            ones[u] = 1;
            raw[u] -= observed * more;
            deviations[u] = -expected * (1 + more);
            for (int k = 0; k < used.length; k++) {
                deviations[u] += credit[k] * ratings.count(u, k) / mean;
            }
        }
        ChanceCorrected parts = new ChanceCorrected(ratings, observed, expected, raw, ones, deviations);
        double alpha = 1 - (1 - 1 / total) * (1 - observed) / (1 - expected);
        String name = distance.name().toLowerCase(Locale.ROOT);
        return parts.estimate(alpha, "Krippendorff 2011, " + name);
    }

    /** One less the squared distance, relative to the largest. */
    private static double[][] weights(double[] used, Distance distance) {
        int q = used.length;
        double[][] squared = new double[q][q];
        double largest = 0;
        for (int i = 0; i < q; i++) {
            for (int j = 0; j < q; j++) {
                double apart = switch (distance) {
                    case NOMINAL -> i == j ? 0 : 1;
                    case ORDINAL -> between(used, i, j);
                    case INTERVAL -> i - j;
                };
                squared[i][j] = apart * apart;
                largest = Math.max(largest, squared[i][j]);
            }
        }
        double[][] weights = new double[q][q];
        for (int i = 0; i < q; i++) {
            for (int j = 0; j < q; j++) {
                weights[i][j] = largest > 0 ? 1 - squared[i][j] / largest : 1;
            }
        }
        return weights;
    }

    private static double between(double[] used, int i, int j) {
        double sum = -(used[i] + used[j]) / 2;
        for (int k = Math.min(i, j); k <= Math.max(i, j); k++) {
            sum += used[k];
        }
        return sum;
    }
}
