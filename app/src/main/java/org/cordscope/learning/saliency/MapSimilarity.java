package org.cordscope.learning.saliency;

/**
 * How alike two maps of the same slice are (Adebayo et al., NeurIPS 2018, section 3.2).
 *
 * @param ssim structural similarity of the magnitudes; 1 for equal maps
 * @param spearman rank correlation of the values; NaN where a map is constant
 * @param spearmanAbsolute rank correlation of the magnitudes; NaN where a map is constant
 * @param hog Pearson correlation of the histograms of oriented gradients of the magnitudes; NaN where a map is constant
 */
public record MapSimilarity(double ssim, double spearman, double spearmanAbsolute, double hog) {

    /** Compares maps on the same grid. */
    public static MapSimilarity of(ActivationMap first, ActivationMap second) {
        float[] a = first.strength();
        float[] b = second.strength();
        return new MapSimilarity(
                ssim(first, second),
                RankCorrelation.spearman(first.values(), second.values()),
                RankCorrelation.spearman(a, b),
                RankCorrelation.pearson(
                        OrientedGradients.of(a, first.rows(), first.columns()),
                        OrientedGradients.of(b, second.rows(), second.columns())));
    }

    /** Only the structural similarity. */
    public static double ssim(ActivationMap first, ActivationMap second) {
        if (first.rows() != second.rows() || first.columns() != second.columns()) {
            throw new IllegalArgumentException("maps of " + first.rows() + " x " + first.columns() + " and "
                    + second.rows() + " x " + second.columns() + " pixels cannot be compared");
        }
        return Ssim.of(first.strength(), second.strength(), first.rows(), first.columns());
    }
}
