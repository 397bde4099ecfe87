package org.cordscope.learning.cord;

import org.cordscope.phantom.anatomy.CordMeasures;

/**
 * Judges a cord by its measures alone: a logistic regression on how far AP diameter, RL diameter and solidity lie from usual
 * ones. Beside it the network's own judgement is halved: on scanners that neither has seen, the two err in different ways.
 *
 * @param networkTemperature what the network's logit is divided by before the two are averaged
 */
public record MeasureJudge(double intercept, double ap, double rl, double solidity, double networkTemperature) {
    /** Mean and standard deviation over C2 to C7 of 203 healthy adults; solidity about what masks of networks have. */
    private static final double[] USUAL = {7.346, 12.2, 0.955};

    private static final double[] SPREAD = {0.645, 1.08, 0.015};
    private static final int STEPS = 50;
    private static final double RIDGE = 1e-2;

    /** Nobody asked it: the network decides alone. */
    public static boolean absent(MeasureJudge judge) {
        return judge.networkTemperature == 0;
    }

    public static MeasureJudge none() {
        return new MeasureJudge(0, 0, 0, 0, 0);
    }

    private static double[] terms(CordMeasures cord) {
        return new double[] {
            1,
            (cord.apMm() - USUAL[0]) / SPREAD[0],
            (cord.rlMm() - USUAL[1]) / SPREAD[1],
            (cord.solidity() - USUAL[2]) / SPREAD[2]
        };
    }

    /** Logit of compression by the measures. */
    public double logit(CordMeasures cord) {
        double[] x = terms(cord);
        return intercept + ap * x[1] + rl * x[2] + solidity * x[3];
    }

    /** The mean of the network's logit, made fit for it, and of the measures'. */
    public double together(double networkLogit, CordMeasures cord) {
        return (networkLogit / networkTemperature + logit(cord)) / 2;
    }

    /** Maximum likelihood with a slight ridge, by Newton's method. */
    public static MeasureJudge fit(CordMeasures[] cords, boolean[] compressed, double networkTemperature) {
        double[] b = new double[4];
        for (int step = 0; step < STEPS; step++) {
            double[][] curvature = new double[4][4];
            double[] slope = new double[4];
            for (int n = 0; n < cords.length; n++) {
                double[] x = terms(cords[n]);
                double p = 1 / (1 + Math.exp(-(b[0] * x[0] + b[1] * x[1] + b[2] * x[2] + b[3] * x[3])));
                for (int i = 0; i < 4; i++) {
                    slope[i] += x[i] * ((compressed[n] ? 1 : 0) - p);
                    for (int j = 0; j < 4; j++) {
                        curvature[i][j] += x[i] * x[j] * p * (1 - p);
                    }
                }
            }
            for (int i = 1; i < 4; i++) {
                slope[i] -= RIDGE * b[i];
                curvature[i][i] += RIDGE;
            }
            double[] move = solved(curvature, slope);
            for (int i = 0; i < 4; i++) {
                b[i] += move[i];
            }
        }
        return new MeasureJudge(b[0], b[1], b[2], b[3], networkTemperature);
    }

    /** Gaussian elimination of a positive definite system. */
    private static double[] solved(double[][] a, double[] b) {
        int size = b.length;
        double[] x = b.clone();
        for (int i = 0; i < size; i++) {
            for (int j = i + 1; j < size; j++) {
                double factor = a[j][i] / a[i][i];
                for (int k = i; k < size; k++) {
                    a[j][k] -= factor * a[i][k];
                }
                x[j] -= factor * x[i];
            }
        }
        for (int i = size - 1; i >= 0; i--) {
            for (int j = i + 1; j < size; j++) {
                x[i] -= a[i][j] * x[j];
            }
            x[i] /= a[i][i];
        }
        return x;
    }
}
