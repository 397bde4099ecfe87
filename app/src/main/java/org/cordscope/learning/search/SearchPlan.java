package org.cordscope.learning.search;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;

/**
 * What a search tries. Each trial's values follow from the seed and the trial's number alone: more trials begin with the same
 * ones.
 *
 * @param trials how many recipes are drawn
 * @param firstEpochs epochs that each trial gets before the first choice; 0 trains every trial to its end
 * @param factor of that many trials one goes on, with that many times the epochs; successive halving has 2
 */
public record SearchPlan(List<Dimension> dimensions, int trials, long seed, int firstEpochs, int factor) {

    public SearchPlan {
        dimensions = List.copyOf(dimensions);
        if (dimensions.isEmpty() || trials < 1) {
            throw new IllegalArgumentException("a search varies something and has at least one trial");
        }
        if (firstEpochs < 0 || factor < 2) {
            throw new IllegalArgumentException(
                    "halving needs epochs and a factor of at least 2: " + firstEpochs + ", " + factor);
        }
        Set<String> keys = new HashSet<>();
        for (Dimension dimension : dimensions) {
            if (!keys.add(dimension.key())) {
                throw new IllegalArgumentException(dimension.key() + " is varied twice");
            }
        }
    }

    /** The paper's search: learning rate and momentum. */
    public static List<Dimension> paper() {
        return List.of(
                new Dimension.Between("optimiser.learning_rate", 1e-5, 1e-2, true),
                new Dimension.Between("optimiser.beta1", 0.8, 0.99, false));
    }

    /** Values of a trial, from 1, by key. */
    public Map<String, String> values(int trial) {
        SplittableRandom random = new SplittableRandom(seed * 1_000_003 + trial);
        Map<String, String> values = new LinkedHashMap<>();
        dimensions.forEach(dimension -> values.put(dimension.key(), dimension.draw(random)));
        return values;
    }

    /** How many trials take part in each round, and how far they train in it. */
    List<Rung> rungs() {
        List<Rung> rungs = new ArrayList<>();
        int left = trials;
        long epochs = firstEpochs;
        while (firstEpochs > 0 && left > 1) {
            rungs.add(new Rung(left, (int) Math.min(Integer.MAX_VALUE, epochs)));
            left = (left + factor - 1) / factor;
            epochs *= factor;
        }
        rungs.add(new Rung(left, Integer.MAX_VALUE));
        return rungs;
    }

    /** A round: so many trials, up to that epoch. */
    record Rung(int trials, int epochs) {}
}
