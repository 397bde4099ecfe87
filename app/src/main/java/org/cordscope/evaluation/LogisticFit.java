package org.cordscope.evaluation;

/**
 * Logistic regression of the truth on the logit of the predicted probability (Cox 1958), by Newton's method, with a
 * covariance that lets slices of one patient belong together (sandwich with factor G/(G-1) for G patients).
 *
 * @param intercept on the logit scale
 * @param slope 1 where it was held fixed
 * @param interceptError standard error; NaN with a single patient
 * @param slopeError standard error; NaN where the slope was fixed or with a single patient
 */
record LogisticFit(double intercept, double slope, double interceptError, double slopeError) {
    /** Probabilities are kept this far from 0 and 1, where the logit is infinite. */
    static final double CLIP = 1e-6;

    private static final int STEPS = 100;
    /** A likelihood that falls by no more than this has not fallen. */
    private static final double ROUNDING = 1e-9;

    /** Intercept alone, slope held at 1: calibration in the large. Needs both classes. */
    static LogisticFit interceptOnly(Scores scores) {
        double[] logits = logits(scores);
        double a = 0;
        double change = 1;
        for (int i = 0; i < STEPS && Math.abs(change) > 1e-12; i++) {
            Sums s = Sums.at(scores, logits, a, 1);
            change = Math.max(-5, Math.min(5, s.gradientA / s.aa));
            a += change;
        }
        Sums s = Sums.at(scores, logits, a, 1);
        double[] meat = s.clusteredMeat(scores);
        return new LogisticFit(a, 1, Math.sqrt(meat[0]) / s.aa, Double.NaN);
    }

    /** Intercept and slope together. The caller has ruled out classes that a threshold separates. */
    static LogisticFit interceptAndSlope(Scores scores) {
        double[] logits = logits(scores);
        double a = 0;
        double b = 0;
        double size = 1;
        Sums s = Sums.at(scores, logits, a, b);
        for (int i = 0; i < STEPS && size > 1e-12; i++) {
            double determinant = s.aa * s.bb - s.ab * s.ab;
            double stepA = (s.bb * s.gradientA - s.ab * s.gradientB) / determinant;
            double stepB = (s.aa * s.gradientB - s.ab * s.gradientA) / determinant;
            double share = 1;
            Sums next = Sums.at(scores, logits, a + stepA, b + stepB);
            while (share > 1e-6 && next.logLikelihood < s.logLikelihood - ROUNDING) {
                share /= 2;
                next = Sums.at(scores, logits, a + share * stepA, b + share * stepB);
            }
            size = share > 1e-6 ? Math.abs(stepA * share) + Math.abs(stepB * share) : 0;
            a += size > 0 ? share * stepA : 0;
            b += size > 0 ? share * stepB : 0;
            s = size > 0 ? next : s;
        }
        return withErrors(scores, s, a, b);
    }

    private static LogisticFit withErrors(Scores scores, Sums s, double a, double b) {
        double determinant = s.aa * s.bb - s.ab * s.ab;
        double[] meat = s.clusteredMeat(scores);
        double iaa = s.bb / determinant;
        double iab = -s.ab / determinant;
        double ibb = s.aa / determinant;
        double varianceA = iaa * iaa * meat[0] + 2 * iaa * iab * meat[1] + iab * iab * meat[2];
        double varianceB = iab * iab * meat[0] + 2 * iab * ibb * meat[1] + ibb * ibb * meat[2];
        return new LogisticFit(a, b, Math.sqrt(varianceA), Math.sqrt(varianceB));
    }

    private static double[] logits(Scores scores) {
        double[] logits = new double[scores.size()];
        for (int i = 0; i < logits.length; i++) {
            logits[i] = logit(scores.score(i));
        }
        return logits;
    }

    /** Logit of a probability kept away from 0 and 1. */
    static double logit(double probability) {
        double p = Math.min(1 - CLIP, Math.max(CLIP, probability));
        return Math.log(p / (1 - p));
    }

    /** Log-likelihood, gradient and information at one pair of parameters. */
    private static final class Sums {
        private final double[][] patientGradients;
        private double logLikelihood;
        private double gradientA;
        private double gradientB;
        private double aa;
        private double ab;
        private double bb;

        private Sums(int patients) {
            this.patientGradients = new double[patients][2];
        }

        static Sums at(Scores scores, double[] logits, double a, double b) {
            Sums sums = new Sums(scores.patientCount());
            for (int i = 0; i < scores.size(); i++) {
                sums.add(scores.compressed(i), logits[i], a, b, sums.patientGradients[scores.patient(i)]);
            }
            return sums;
        }

        private void add(boolean compressed, double x, double a, double b, double[] patient) {
            double eta = a + b * x;
            double smaller = Math.exp(-Math.abs(eta));
            double fitted = (eta > 0 ? 1 : smaller) / (1 + smaller);
            double residual = (compressed ? 1 : 0) - fitted;
            double weight = fitted * (1 - fitted);
            logLikelihood -= Math.log(1 + smaller) + (compressed == eta > 0 ? 0 : Math.abs(eta));
            gradientA += residual;
            gradientB += residual * x;
            aa += weight;
            ab += weight * x;
            bb += weight * x * x;
            patient[0] += residual;
            patient[1] += residual * x;
        }

        /** Sums over patients of gradient products aa, ab, bb. */
        double[] clusteredMeat(Scores scores) {
            double[] meat = new double[3];
            for (double[] g : patientGradients) {
                meat[0] += g[0] * g[0];
                meat[1] += g[0] * g[1];
                meat[2] += g[1] * g[1];
            }
            double patients = scores.patientCount();
            for (int i = 0; i < meat.length; i++) {
                meat[i] = patients < 2 ? Double.NaN : meat[i] * patients / (patients - 1);
            }
            return meat;
        }
    }
}
