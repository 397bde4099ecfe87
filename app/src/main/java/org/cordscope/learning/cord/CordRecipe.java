package org.cordscope.learning.cord;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import org.cordscope.learning.Precision;
import org.cordscope.learning.Recipe;

/**
 * How the networks are trained: rounds of fresh samples of phantoms, each round shown a few times while the next one is made.
 *
 * @param seed of weights, order and augmentation, and of the samples
 * @param judges networks that judge crops, each from weights and an order of its own
 * @param rounds of samples
 * @param samples of each round
 * @param passes how often a judge sees each sample; the finder sees it once, and not at all where training goes on from a model
 * @param batch samples per step
 * @param optimiser its average of weights is what is kept
 * @param initialWeights {@value #RANDOM}, or the SHA-256 of the model that training goes on from
 * @param initialShare how much of each array of that model is kept in the end, 0 to 1: the mean of both stands up better to
 *     pictures that training has not shown (Wortsman et al., "Robust fine-tuning of zero-shot models", CVPR 2022)
 * @param scannedShare how many of the samples are slices of patients of the cohort phantom as scanners show them
 *     ({@link ScannedSamples}), 0 to 1; left out of files where it is none
 * @param scannedT2Star how many of those patients are shown as T2*w instead of T2w, in fifths; likewise left out
 * @param furtherSeeds of trainings that differ in nothing else, and whose weights were averaged with those of {@code seed}; left
 *     out of files where there is none
 */
public record CordRecipe(
        long seed,
        int judges,
        int rounds,
        int samples,
        int passes,
        int batch,
        Recipe.Optimiser optimiser,
        Precision precision,
        String initialWeights,
        double initialShare,
        @JsonInclude(JsonInclude.Include.NON_DEFAULT) double scannedShare,
        @JsonInclude(JsonInclude.Include.NON_DEFAULT) double scannedT2Star,
        @JsonInclude(JsonInclude.Include.NON_EMPTY) List<Long> furtherSeeds) {
    /** Initial weights that the seed draws. */
    public static final String RANDOM = "random";

    /** A square picture. */
    public record Picture(int pixels, double pixelMm) {}

    /** Of the whole slice, about its middle. */
    public static final Picture WHOLE = new Picture(128, 1.75);

    /** About the canal. */
    public static final Picture CROP = new Picture(128, 0.5);

    public CordRecipe {
        if (judges < 1 || rounds < 1 || samples < 1 || passes < 1 || batch < 2) {
            throw new IllegalArgumentException(
                    "judges, rounds, samples and passes are at least 1, a batch is at least 2: " + judges + ", "
                            + rounds + ", " + samples + ", " + passes + ", " + batch);
        }
        if (!(initialShare >= 0) || initialShare >= 1) {
            throw new IllegalArgumentException("the share of the initial weights is in [0, 1): " + initialShare);
        }
        if (!(scannedShare >= 0) || scannedShare > 1) {
            throw new IllegalArgumentException("the share of scanned samples is in [0, 1]: " + scannedShare);
        }
        if (!ScannedSamples.T2_STAR_SHARES.contains(scannedT2Star)) {
            throw new IllegalArgumentException(
                    "the share of T2*w is one of " + ScannedSamples.T2_STAR_SHARES + ": " + scannedT2Star);
        }
        if (scannedT2Star > 0 && scannedShare == 0) {
            throw new IllegalArgumentException("a share of scanned samples as T2*w, but there are no scanned samples");
        }
        if (optimiser.emaDecay() == null) {
            throw new IllegalArgumentException("the average of the weights is what is kept: give an EMA decay");
        }
        furtherSeeds = List.copyOf(furtherSeeds);
    }

    /** What a model is trained with from random weights; the one that ships went on from such a model. */
    public static CordRecipe defaults(Precision precision) {
        return new CordRecipe(
                1,
                2,
                10,
                6144,
                2,
                32,
                new Recipe.Optimiser(1.5e-3, 0.9, 1e-2, 5.0, 0.998),
                precision,
                RANDOM,
                0,
                0,
                0,
                List.of());
    }

    public CordRecipe withSeed(long other) {
        return new CordRecipe(
                other,
                judges,
                rounds,
                samples,
                passes,
                batch,
                optimiser,
                precision,
                initialWeights,
                initialShare,
                scannedShare,
                scannedT2Star,
                furtherSeeds);
    }

    public CordRecipe withSize(int newJudges, int newRounds, int newSamples, int newPasses) {
        return new CordRecipe(
                seed,
                newJudges,
                newRounds,
                newSamples,
                newPasses,
                batch,
                optimiser,
                precision,
                initialWeights,
                initialShare,
                scannedShare,
                scannedT2Star,
                furtherSeeds);
    }

    /** @param t2Star share of the scanned patients who are shown as T2*w */
    public CordRecipe withScanned(double share, double t2Star) {
        return new CordRecipe(
                seed,
                judges,
                rounds,
                samples,
                passes,
                batch,
                optimiser,
                precision,
                initialWeights,
                initialShare,
                share,
                t2Star,
                furtherSeeds);
    }

    /** The same, going on from a model, which has as many judges, and keeping a share of it. */
    public CordRecipe from(CordModel model, double share) {
        return new CordRecipe(
                seed,
                model.recipe().judges(),
                rounds,
                samples,
                passes,
                batch,
                optimiser,
                precision,
                model.sha256(),
                share,
                scannedShare,
                scannedT2Star,
                List.of());
    }

    /** Of the mean of trainings that differ in their seed alone, this one's and further ones, and of a share of where all began. */
    public CordRecipe averaged(List<Long> others, double share) {
        return new CordRecipe(
                seed,
                judges,
                rounds,
                samples,
                passes,
                batch,
                optimiser,
                precision,
                initialWeights,
                share,
                scannedShare,
                scannedT2Star,
                others);
    }
}
