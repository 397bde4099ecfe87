package org.cordscope.evaluation.agreement;

import java.util.ArrayList;
import java.util.List;
import org.cordscope.evaluation.Estimate;

/**
 * Agreement of any number of raters, who may each have missed some units. The coefficients differ in their idea of chance.
 * All are undefined where no unit has two ratings.
 *
 * @param raters names of the raters
 * @param units number of units with at least one rating
 * @param weighting credit for near misses in all but alpha
 * @param observed agreement of two raters of the same unit
 * @param conger {@link CongerKappa}
 * @param fleiss {@link FleissKappa}
 * @param gwet {@link GwetAgreement}
 * @param alpha {@link KrippendorffAlpha}
 * @param specific {@link SpecificAgreement} of each category; of two categories, negative and positive agreement
 */
public record MultiRaterAgreement(
        List<String> raters,
        int units,
        int patients,
        Weighting weighting,
        Estimate observed,
        Estimate conger,
        Estimate fleiss,
        Estimate gwet,
        Estimate alpha,
        List<Estimate> specific) {

    public MultiRaterAgreement {
        raters = List.copyOf(raters);
        specific = List.copyOf(specific);
    }

    /** Of categories without order: compressed or not. */
    public static MultiRaterAgreement nominal(Ratings ratings) {
        return of(ratings, Weighting.IDENTITY, KrippendorffAlpha.Distance.NOMINAL);
    }

    /** Of ordered categories, such as Kang grades, with quadratic weights. */
    public static MultiRaterAgreement ordinal(Ratings ratings) {
        return of(ratings, Weighting.QUADRATIC, KrippendorffAlpha.Distance.ORDINAL);
    }

    public static MultiRaterAgreement of(Ratings ratings, Weighting weighting, KrippendorffAlpha.Distance distance) {
        List<Estimate> specific = new ArrayList<>();
        for (int k = 0; k < ratings.categories(); k++) {
            specific.add(SpecificAgreement.of(ratings, k));
        }
        return new MultiRaterAgreement(
                ratings.raters(),
                ratings.units(),
                ratings.patients(),
                weighting,
                observed(ratings, weighting),
                CongerKappa.of(ratings, weighting),
                FleissKappa.of(ratings, weighting),
                GwetAgreement.of(ratings, weighting),
                KrippendorffAlpha.of(ratings, distance),
                specific);
    }

    private static Estimate observed(Ratings ratings, Weighting weighting) {
        double[] nothing = new double[ratings.units()];
        return Pairs.of(ratings, weighting).corrected(0, nothing, "agreement of pairs of raters, " + weighting.words());
    }
}
