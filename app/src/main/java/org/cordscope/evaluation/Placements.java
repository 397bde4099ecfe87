package org.cordscope.evaluation;

/**
 * Placement values of DeLong (1988): for each compressed slice the share of the other slices that score lower, ties
 * counting half, and for each other slice the share of compressed ones that score higher. Found in one sweep over the
 * sorted scores, so that it takes O(N log N), as in Sun and Xu (2014).
 *
 * @param of placement of each slice, in the order of the scores
 * @param auc their mean over either class
 */
@SuppressWarnings("ArrayRecordComponent") // lives inside one computation and is never compared
record Placements(double[] of, double auc) {

    static Placements of(Scores scores) {
        Scores.Columns sorted = scores.descending();
        double positives = scores.positives();
        double negatives = scores.negatives();
        double[] placement = new double[scores.size()];
        double total = 0;
        int positivesAbove = 0;
        int negativesAbove = 0;
        for (int from = 0; from < placement.length; ) {
            int end = from;
            int equalPositives = 0;
            while (end < placement.length && sorted.score()[end] == sorted.score()[from]) {
                equalPositives += sorted.compressed()[end++] ? 1 : 0;
            }
            int equalNegatives = end - from - equalPositives;
            double negativesBelow = negatives - negativesAbove - equalNegatives / 2.0;
            double positivesOver = positivesAbove + equalPositives / 2.0;
            for (; from < end; from++) {
                placement[sorted.index()[from]] =
                        sorted.compressed()[from] ? negativesBelow / negatives : positivesOver / positives;
            }
            total += equalPositives * negativesBelow;
            positivesAbove += equalPositives;
            negativesAbove += equalNegatives;
        }
        return new Placements(placement, total / positives / negatives);
    }
}
