package org.cordscope.learning.cord;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.Arrays;
import org.cordscope.phantom.anatomy.CordMeasures;
import org.jspecify.annotations.Nullable;

/**
 * Judges a cord by its measures alone: a logistic regression on how far AP diameter, RL diameter, solidity and
 * {@link CordForm#misfit} lie from usual ones. It has a share in the common logit and the networks the rest: on scanners that
 * neither has seen, the two err in different ways.
 *
 * @param misfit left out of files where it is 0, so that those from before it was measured keep their hash
 * @param networkTemperature what the networks' logit is divided by before it gets its share
 * @param share of the measures in the common logit, above 0 and below 1; left out of files where it is a half, as it was in all once
 */
public record MeasureJudge(
        double intercept,
        double ap,
        double rl,
        double solidity,
        @JsonInclude(JsonInclude.Include.NON_DEFAULT) double misfit,
        double networkTemperature,

        @JsonInclude(value = JsonInclude.Include.CUSTOM, valueFilter = Half.class)
        double share) {
    static final double HALF = 0.5;

    /** Mean and standard deviation over C2 to C7 of 203 healthy adults; solidity and misfit about what masks of networks have. */
    private static final double[] USUAL = {7.346, 12.2, 0.955, 0.017};

    private static final double[] SPREAD = {0.645, 1.08, 0.015, 0.01};
    /** Measures that are looked at. */
    static final int TERMS = 4;

    private static final int STEPS = 50;
    private static final double RIDGE = 1e-2;

    /** What needs no words in a file. */
    static final class Half {
        @Override
        public boolean equals(@Nullable Object value) {
            return value instanceof Double share && share == HALF;
        }

        @Override
        public int hashCode() {
            return Double.hashCode(HALF);
        }
    }

    public MeasureJudge {
        if (!(share > 0) || share >= 1) {
            throw new IllegalArgumentException("the share of the measures is in (0, 1): " + share);
        }
    }

    /** With a share of a half. */
    public MeasureJudge(
            double intercept, double ap, double rl, double solidity, double misfit, double networkTemperature) {
        this(intercept, ap, rl, solidity, misfit, networkTemperature, HALF);
    }

    public MeasureJudge withShare(double wanted) {
        return new MeasureJudge(intercept, ap, rl, solidity, misfit, networkTemperature, wanted);
    }

    /** Nobody asked it: the network decides alone. */
    public static boolean absent(MeasureJudge judge) {
        return judge.networkTemperature == 0;
    }

    public static MeasureJudge none() {
        return new MeasureJudge(0, 0, 0, 0, 0, 0);
    }

    private static double[] terms(CordForm form) {
        CordMeasures cord = form.measures();
        return new double[] {
            1,
            (cord.apMm() - USUAL[0]) / SPREAD[0],
            (cord.rlMm() - USUAL[1]) / SPREAD[1],
            (cord.solidity() - USUAL[2]) / SPREAD[2],
            (form.misfit() - USUAL[3]) / SPREAD[3]
        };
    }

    /** What it sees of a cord: {@link #TERMS} numbers. */
    static double[] sees(CordForm cord) {
        return Arrays.copyOfRange(terms(cord), 1, 1 + TERMS);
    }

    /** What each of the numbers that it sees is multiplied by. */
    double[] slopes() {
        return new double[] {ap, rl, solidity, misfit};
    }

    /** Logit of compression by the measures. */
    public double logit(CordForm cord) {
        double[] x = terms(cord);
        return intercept + ap * x[1] + rl * x[2] + solidity * x[3] + misfit * x[4];
    }

    /** The mean of the network's logit, made fit for it, and of the measures'. */
    public double together(double networkLogit, CordForm cord) {
        return (1 - share) * networkLogit / networkTemperature + share * logit(cord);
    }

    /** Maximum likelihood with a slight ridge, by Newton's method. */
    public static MeasureJudge fit(CordForm[] cords, boolean[] compressed, double networkTemperature) {
        double[] b = new double[1 + TERMS];
        for (int step = 0; step < STEPS; step++) {
            double[][] curvature = new double[1 + TERMS][1 + TERMS];
            double[] slope = new double[1 + TERMS];
            for (int n = 0; n < cords.length; n++) {
                double[] x = terms(cords[n]);
                double logit = 0;
                for (int i = 0; i < x.length; i++) {
                    logit += b[i] * x[i];
                }
                double p = 1 / (1 + Math.exp(-logit));
                for (int i = 0; i < b.length; i++) {
                    slope[i] += x[i] * ((compressed[n] ? 1 : 0) - p);
                    for (int j = 0; j < b.length; j++) {
                        curvature[i][j] += x[i] * x[j] * p * (1 - p);
                    }
                }
            }
            for (int i = 1; i < b.length; i++) {
                slope[i] -= RIDGE * b[i];
                curvature[i][i] += RIDGE;
            }
            double[] move = PositiveDefinite.solve(curvature, slope);
            for (int i = 0; i < b.length; i++) {
                b[i] += move[i];
            }
        }
        return new MeasureJudge(b[0], b[1], b[2], b[3], b[4], networkTemperature);
    }
}
