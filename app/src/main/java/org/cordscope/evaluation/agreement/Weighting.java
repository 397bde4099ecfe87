package org.cordscope.evaluation.agreement;

/**
 * How much credit a disagreement keeps: 1 on the diagonal, less the further two categories lie apart. Categories are
 * ordered, 0 to one less than their number.
 */
public enum Weighting {
    /** No credit: Cohen's kappa, Gwet's AC1. For categories without order. */
    IDENTITY("unweighted"),
    /** Credit falls with the distance: 1 - |i - j| / (q - 1) (Cicchetti and Allison 1971). */
    LINEAR("linear weights"),
    /** Credit falls with the square of the distance (Fleiss and Cohen 1973). */
    QUADRATIC("quadratic weights"),
    /** Credit falls with the number of pairs of categories between the two (Gwet 2014, ordinal weights). */
    ORDINAL("ordinal weights");

    private final String words;

    Weighting(String words) {
        this.words = words;
    }

    /** As a paper would say it. */
    public String words() {
        return words;
    }

    /** The square table of credits. */
    double[][] table(int categories) {
        double[][] table = new double[categories][categories];
        for (int i = 0; i < categories; i++) {
            for (int j = 0; j < categories; j++) {
                table[i][j] = i == j ? 1 : credit(Math.abs(i - j), categories - 1);
            }
        }
        return table;
    }

    private double credit(double distance, double largest) {
        return switch (this) {
            case IDENTITY -> 0;
            case LINEAR -> 1 - distance / largest;
            case QUADRATIC -> 1 - distance * distance / largest / largest;
            case ORDINAL -> 1 - distance * (distance + 1) / largest / (largest + 1);
        };
    }
}
