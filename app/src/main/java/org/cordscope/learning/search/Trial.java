package org.cordscope.learning.search;

import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.cordscope.learning.Epoch;
import org.cordscope.learning.Stopping;
import org.jspecify.annotations.Nullable;

/**
 * One recipe of a search and how far it came.
 *
 * @param number from 1
 * @param values what was drawn, by key
 * @param epochs every finished epoch
 * @param failure why it cannot be trained, for example because it diverged; null where it can
 */
public record Trial(
        int number,
        Map<String, String> values,
        List<Epoch> epochs,
        @Nullable String failure) {
    /** The lowest validation loss first; trials without one last, then by number. */
    static final Comparator<Trial> BEST_FIRST = Comparator.comparingDouble((Trial trial) -> trial.failure() != null
                    ? Double.POSITIVE_INFINITY
                    : trial.best().map(Epoch::validationLoss).orElse(Double.POSITIVE_INFINITY))
            .thenComparingInt(Trial::number);

    public Trial {
        values = Collections.unmodifiableMap(new LinkedHashMap<>(values));
        epochs = List.copyOf(epochs);
    }

    /** The epoch whose weights are kept. */
    public Optional<Epoch> best() {
        return epochs.isEmpty() ? Optional.empty() : Optional.of(epochs.get(Stopping.best(epochs) - 1));
    }

    /** The name of its run's folder. */
    public String name() {
        return "trial-" + number;
    }
}
