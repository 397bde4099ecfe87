package org.cordscope.evaluation;

/**
 * The Brier score taken apart: reliability - resolution + uncertainty + withinBins. Murphy, Journal of Applied Meteorology 12
 * (1973), exact where probabilities in a bin are all the same; what is left of bins with different ones is {@code
 * withinBins}: Stephenson, Coelho and Jolliffe, Weather and Forecasting 23 (2008).
 *
 * @param reliability mean squared distance of a bin's mean probability and its frequency; 0 is ideal
 * @param resolution mean squared distance of a bin's frequency and the prevalence; large is good
 * @param uncertainty prevalence times its complement, which no model changes
 * @param withinBins variance of probabilities within bins less twice their covariance with the truth
 */
public record BrierDecomposition(double reliability, double resolution, double uncertainty, double withinBins) {

    /** In bins of equal width, the upper edge belonging to the next bin except at 1. */
    static BrierDecomposition of(Scores scores, int bins) {
        double[] slices = new double[bins];
        double[] sum = new double[bins];
        double[] compressed = new double[bins];
        double[] squares = new double[bins];
        double[] products = new double[bins];
        for (int i = 0; i < scores.size(); i++) {
            double p = scores.score(i);
            double truth = scores.compressed(i) ? 1 : 0;
            int bin = Math.min(bins - 1, (int) (p * bins));
            slices[bin]++;
            sum[bin] += p;
            compressed[bin] += truth;
            squares[bin] += p * p;
            products[bin] += p * truth;
        }
        double n = scores.size();
        double prevalence = scores.positives() / n;
        double reliability = 0;
        double resolution = 0;
        double within = 0;
        for (int b = 0; b < bins; b++) {
            if (slices[b] > 0) {
                double mean = sum[b] / slices[b];
                double frequency = compressed[b] / slices[b];
                reliability += slices[b] / n * (mean - frequency) * (mean - frequency);
                resolution += slices[b] / n * (frequency - prevalence) * (frequency - prevalence);
                within += (squares[b] - mean * sum[b] - 2 * (products[b] - mean * compressed[b])) / n;
            }
        }
        return new BrierDecomposition(reliability, resolution, prevalence * (1 - prevalence), within);
    }

    /** The Brier score. */
    public double brier() {
        return reliability - resolution + uncertainty + withinBins;
    }
}
