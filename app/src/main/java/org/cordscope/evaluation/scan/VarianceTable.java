package org.cordscope.evaluation.scan;

/**
 * Mean squares of a table of scans by raters, each scan counting as often as told.
 *
 * @param scans number of scans
 * @param raters number of raters
 * @param betweenScans mean square between scans
 * @param betweenRaters mean square between raters
 * @param residual mean square that is left
 */
record VarianceTable(int scans, int raters, double betweenScans, double betweenRaters, double residual) {

    static VarianceTable of(double[][] values, int[] times) {
        int raters = values.length == 0 ? 0 : values[0].length;
        double[] raterSum = new double[raters];
        double total = 0;
        int scans = 0;
        for (int i = 0; i < values.length; i++) {
            scans += times[i];
            for (int j = 0; j < raters; j++) {
                raterSum[j] += times[i] * values[i][j];
                total += times[i] * values[i][j];
            }
        }
        double mean = total / scans / raters;
        double all = 0;
        double rows = 0;
        for (int i = 0; i < values.length; i++) {
            double row = 0;
            for (double value : values[i]) {
                row += value - mean;
                all += times[i] * (value - mean) * (value - mean);
            }
            rows += times[i] * row * row / raters;
        }
        double columns = 0;
        for (double sum : raterSum) {
            columns += (sum / scans - mean) * (sum / scans - mean) * scans;
        }
        double left = Math.max(0, all - rows - columns);
        left = left < 1e-12 * all ? 0 : left;
        return new VarianceTable(
                scans, raters, rows / (scans - 1), columns / (raters - 1), left / (scans - 1) / (raters - 1));
    }

    /** ICC(2,1) of Shrout and Fleiss; NaN without variance. */
    double agreement() {
        double below = betweenScans + (raters - 1) * residual + raters * (betweenRaters - residual) / scans;
        return below > 0 ? (betweenScans - residual) / below : Double.NaN;
    }

    /** ICC(3,1) of Shrout and Fleiss; NaN without variance. */
    double consistency() {
        double below = betweenScans + (raters - 1) * residual;
        return below > 0 ? (betweenScans - residual) / below : Double.NaN;
    }
}
