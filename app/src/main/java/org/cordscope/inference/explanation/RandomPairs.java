package org.cordscope.inference.explanation;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.cordscope.evaluation.Estimate;
import org.cordscope.learning.saliency.ActivationMap;
import org.cordscope.learning.saliency.MapSimilarity;

/**
 * How alike maps of different slices are by chance: 50 random pairs of one method's maps, of different patients where there are
 * several (Arun et al. 2021). A sample of the maps is kept, each slice with the same chance.
 */
final class RandomPairs {
    private static final int PAIRS = 50;
    private static final int KEPT = 100;
    private static final int TRIES = 100;

    private final SplittableRandom random;
    private final List<Kept> kept = new ArrayList<>();
    private int seen;

    private record Kept(String patient, ActivationMap map) {}

    RandomPairs(long seed) {
        this.random = new SplittableRandom(seed);
    }

    void add(String patient, ActivationMap map) {
        seen++;
        if (kept.size() < KEPT) {
            kept.add(new Kept(patient, map));
        } else {
            int place = random.nextInt(seen);
            if (place < KEPT) {
                kept.set(place, new Kept(patient, map));
            }
        }
    }

    /** Undefined with fewer than two maps. */
    Estimate meanSsim() {
        if (kept.size() < 2) {
            return Estimate.undefined("there are fewer than two slices with a map");
        }
        boolean several = kept.stream().map(Kept::patient).distinct().count() > 1;
        double sum = 0;
        for (int i = 0; i < PAIRS; i++) {
            sum += ssim(several);
        }
        return Estimate.withoutInterval(
                sum / PAIRS,
                "mean of " + PAIRS + " random pairs of slices" + (several ? " of different patients" : ""));
    }

    private double ssim(boolean several) {
        Kept first = kept.get(random.nextInt(kept.size()));
        Kept second = first;
        for (int i = 0; i < TRIES && isSame(first, second, several); i++) {
            first = kept.get(random.nextInt(kept.size()));
            second = kept.get(random.nextInt(kept.size()));
        }
        return MapSimilarity.ssim(first.map(), second.map());
    }

    @SuppressWarnings("ReferenceEquality") // whether it is the same slice
    private static boolean isSame(Kept first, Kept second, boolean several) {
        return several ? first.patient().equals(second.patient()) : first == second;
    }
}
