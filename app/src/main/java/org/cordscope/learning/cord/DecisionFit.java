package org.cordscope.learning.cord;

import java.util.Arrays;
import org.cordscope.learning.cord.DecisionLayer.Linear;

/**
 * Logistic regression that is drawn towards a given function: its logit is {@code shift + (1 + scale) g + change . x}, where g is
 * the given function's logit and x what is seen, each number standardised over the cases. Shift and scale are nearly free; the
 * change is held small by a ridge, so that without it only level and steepness are learned and the order of slices stays. The
 * greatest penalised likelihood is found by Newton's method; there is only one.
 */
final class DecisionFit {
    private static final int STEPS = 30;
    private static final double NEAR = 1e-7;

    /** Ridge of shift and scale: as weak a belief as is needed where few cases are given, or all on one side. */
    private static final double FREE = 1;

    private final boolean[] compressed;
    private final Linear given;
    private final double[] mean;
    private final double[] deviation;
    private final double[][] columns;

    /** @param seen by case; {@code compressed} likewise */
    DecisionFit(double[][] seen, boolean[] compressed, Linear given) {
        this.compressed = compressed;
        this.given = given;
        int count = given.weights().length;
        this.mean = new double[count];
        this.deviation = new double[count];
        for (int k = 0; k < count; k++) {
            int column = k;
            mean[k] = Arrays.stream(seen).mapToDouble(x -> x[column]).average().orElse(0);
            double middle = mean[k];
            deviation[k] = Math.sqrt(Arrays.stream(seen)
                    .mapToDouble(x -> (x[column] - middle) * (x[column] - middle))
                    .average()
                    .orElse(0));
        }
        this.columns = new double[seen.length][];
        for (int n = 0; n < seen.length; n++) {
            columns[n] = new double[count + 2];
            columns[n][0] = 1;
            columns[n][1] = given.of(seen[n]);
            for (int k = 0; k < count; k++) {
                columns[n][k + 2] = deviation[k] > 0 ? (seen[n][k] - mean[k]) / deviation[k] : 0;
            }
        }
    }

    /** @param ridge of the change; infinite for level and steepness alone */
    Linear at(double ridge) {
        int size = Double.isInfinite(ridge) ? 2 : given.weights().length + 2;
        double[] b = new double[size];
        double loss = loss(b, ridge);
        for (int step = 0; step < STEPS; step++) {
            double[] move = direction(b, ridge);
            double part = 1;
            double[] next = moved(b, move, part);
            double after = loss(next, ridge);
            while (after > loss && part > 1e-6) {
                part /= 2;
                next = moved(b, move, part);
                after = loss(next, ridge);
            }
            boolean near = loss - after < NEAR * Math.max(1, loss);
            if (after <= loss) {
                b = next;
                loss = after;
            }
            if (near) {
                break;
            }
        }
        return linear(b);
    }

    private static double[] moved(double[] from, double[] move, double part) {
        double[] to = from.clone();
        for (int i = 0; i < to.length; i++) {
            to[i] += part * move[i];
        }
        return to;
    }

    private double logit(double[] b, int n) {
        double z = columns[n][1];
        for (int i = 0; i < b.length; i++) {
            z += b[i] * columns[n][i];
        }
        return z;
    }

    private static double penalty(int place, double ridge) {
        return place < 2 ? FREE : ridge;
    }

    private double loss(double[] b, double ridge) {
        double loss = 0;
        for (int n = 0; n < columns.length; n++) {
            loss += logLoss(logit(b, n), compressed[n]);
        }
        for (int i = 0; i < b.length; i++) {
            loss += penalty(i, ridge) * b[i] * b[i] / 2;
        }
        return loss;
    }

    /** Negative logarithm of the probability of what was so, for a logit. */
    static double logLoss(double logit, boolean compressed) {
        double wrong = compressed ? -logit : logit;
        return wrong > 0 ? wrong + Math.log1p(Math.exp(-wrong)) : Math.log1p(Math.exp(wrong));
    }

    private double[] direction(double[] b, double ridge) {
        int size = b.length;
        double[][] curvature = new double[size][size];
        double[] slope = new double[size];
        for (int n = 0; n < columns.length; n++) {
            double p = 1 / (1 + Math.exp(-logit(b, n)));
            double error = (compressed[n] ? 1 : 0) - p;
            double weight = p * (1 - p);
            double[] x = columns[n];
            for (int i = 0; i < size; i++) {
                slope[i] += error * x[i];
                double part = weight * x[i];
                for (int j = 0; part != 0 && j <= i; j++) {
                    curvature[i][j] += part * x[j];
                }
            }
        }
        for (int i = 0; i < size; i++) {
            slope[i] -= penalty(i, ridge) * b[i];
            curvature[i][i] += penalty(i, ridge);
            for (int j = 0; j < i; j++) {
                curvature[j][i] = curvature[i][j];
            }
        }
        return PositiveDefinite.solve(curvature, slope);
    }

    /** In terms of what is seen, no longer standardised. */
    private Linear linear(double[] b) {
        double[] weights = new double[given.weights().length];
        double intercept = (1 + b[1]) * given.intercept() + b[0];
        for (int k = 0; k < weights.length; k++) {
            double change = k + 2 < b.length && deviation[k] > 0 ? b[k + 2] / deviation[k] : 0;
            weights[k] = (1 + b[1]) * given.weights()[k] + change;
            intercept -= change * mean[k];
        }
        return new Linear(intercept, weights);
    }
}
