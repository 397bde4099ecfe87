package org.cordscope.evaluation.agreement;

import java.util.Arrays;
import org.cordscope.evaluation.Estimate;

/**
 * Gwet's AC1, or AC2 where near misses count: chance is at work on hard units only, so that a rare category does not make it
 * collapse as kappa does. Gwet, British Journal of Mathematical and Statistical Psychology 61 (2008); weights and missing
 * ratings as in his Handbook of Inter-Rater Reliability (2014).
 */
public final class GwetAgreement {
    private GwetAgreement() {}

    /** AC1 or AC2 with its interval clustered by patient; undefined where no unit has two ratings. */
    public static Estimate of(Ratings ratings, Weighting weighting) {
        Pairs pairs = Pairs.of(ratings, weighting);
        double[] used = pairs.used();
        double q = used.length;
        double total =
                Arrays.stream(pairs.weights()).flatMapToDouble(Arrays::stream).sum();
        double factor = total / q / (q - 1);
        double expected = 0;
        double[] unused = new double[used.length];
        for (int k = 0; k < used.length; k++) {
            expected += factor * used[k] * (1 - used[k]);
            unused[k] = factor * (1 - used[k]);
        }
        String name = weighting == Weighting.IDENTITY ? "Gwet 2008, AC1" : "Gwet 2014, AC2, " + weighting.words();
        return pairs.corrected(expected, pairs.deviations(unused), name);
    }
}
