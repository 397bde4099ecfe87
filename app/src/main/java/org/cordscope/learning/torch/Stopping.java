package org.cordscope.learning.torch;

import java.util.Comparator;
import java.util.List;
import org.cordscope.learning.Epoch;
import org.cordscope.learning.Recipe;

/** When training ends, and which epoch is best, from the log alone. */
final class Stopping {
    private static final Comparator<Epoch> BETTER = Comparator.comparingDouble(Epoch::validationLoss)
            .thenComparing(Comparator.comparingDouble(Epoch::validationAccuracy).reversed())
            .thenComparingInt(Epoch::number);

    private Stopping() {}

    /** Number of the epoch with the lowest validation loss, among equals the more accurate, then the earlier; 0 for none. */
    static int best(List<Epoch> log) {
        return log.stream().min(BETTER).map(Epoch::number).orElse(0);
    }

    /** After the minimum, as soon as {@code patience} epochs have passed since the best; and at the maximum. */
    static boolean finished(List<Epoch> log, Recipe recipe) {
        return log.size() >= recipe.stopping().maximumEpochs()
                || (!log.isEmpty()
                        && log.size() >= recipe.stopping().minimumEpochs()
                        && log.size() - best(log) >= recipe.stopping().patience());
    }
}
