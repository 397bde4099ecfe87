package org.cordscope.learning;

import java.util.Comparator;
import java.util.List;

/** When training ends, and which epoch is best, from the log alone. */
public final class Stopping {
    private static final Comparator<Epoch> BETTER = Comparator.comparingDouble(Epoch::validationLoss)
            .thenComparing(Comparator.comparingDouble(Epoch::validationAccuracy).reversed())
            .thenComparingInt(Epoch::number);

    private Stopping() {}

    /** Number of the epoch with the lowest validation loss, among equals the more accurate, then the earlier; 0 for none. */
    public static int best(List<Epoch> log) {
        return log.stream().min(BETTER).map(Epoch::number).orElse(0);
    }

    /** After the minimum, as soon as {@code patience} epochs have passed since the best; and at the maximum. */
    public static boolean finished(List<Epoch> log, Recipe.EarlyStopping rule) {
        return log.size() >= rule.maximumEpochs()
                || (!log.isEmpty() && log.size() >= rule.minimumEpochs() && log.size() - best(log) >= rule.patience());
    }
}
