package org.cordscope.learning.saliency;

import java.util.BitSet;

/**
 * How well a map finds a structure.
 *
 * @param auprc area under the precision-recall curve of the pixels as average precision (scikit-learn's
 *     {@code average_precision_score}); chance is {@code maskShare}
 * @param maskShare share of pixels in the mask
 * @param hit pointing game (Zhang et al., IJCV 2018): the strongest pixel lies in the mask or at most 5 % of the map's width
 *     beside it
 */
public record Localisation(double auprc, double maskShare, boolean hit) {
    private static final double TOLERANCE = 0.05;

    /**
     * Compares a map with a mask on the same grid.
     *
     * @param mask pixels of the structure, at least one
     */
    public static Localisation of(ActivationMap map, BitSet mask) {
        float[] strength = map.strength();
        return new Localisation(
                averagePrecision(strength, mask),
                (double) mask.cardinality() / strength.length,
                points(map.peak(), map.columns(), mask));
    }

    /** Sum over thresholds of precision times the step in recall; equal scores are one threshold. */
    public static double averagePrecision(float[] scores, BitSet positive) {
        int positives = positive.cardinality();
        if (positives == 0 || positive.length() > scores.length) {
            throw new IllegalArgumentException(
                    "a mask of " + positives + " pixels in an image of " + scores.length + " cannot be found");
        }
        int[] rising = Ascending.order(scores);
        double area = 0;
        int found = 0;
        for (int i = rising.length - 1; i >= 0; ) {
            float threshold = scores[rising[i]];
            int before = found;
            while (i >= 0 && scores[rising[i]] == threshold) {
                found += positive.get(rising[i]) ? 1 : 0;
                i--;
            }
            area += (double) (found - before) / positives * found / (rising.length - 1 - i);
        }
        return area;
    }

    private static boolean points(int peak, int columns, BitSet mask) {
        double reach = TOLERANCE * columns;
        return mask.stream()
                .anyMatch(i -> Math.hypot(i / columns - peak / columns, i % columns - peak % columns) <= reach);
    }
}
