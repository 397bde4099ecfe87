package org.cordscope.learning.tracking;

import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.cordscope.learning.Epoch;

/** The numbers of an epoch by the names of {@code metrics.csv}, and when it ended. */
final class EpochMetrics {
    private static final double NANOS = 1e9;

    private EpochMetrics() {}

    /** Finite numbers only: neither tool can draw others. */
    static Map<String, Double> of(Epoch epoch) {
        Map<String, Double> metrics = new LinkedHashMap<>();
        metrics.put("training_loss", epoch.trainingLoss());
        metrics.put("training_accuracy", epoch.trainingAccuracy());
        metrics.put("validation_loss", epoch.validationLoss());
        metrics.put("validation_accuracy", epoch.validationAccuracy());
        metrics.put("validation_auc", epoch.validationAuc());
        metrics.put("seconds", epoch.seconds());
        metrics.values().removeIf(value -> !Double.isFinite(value));
        return metrics;
    }

    /** When the last of some epochs ended, had the run never paused: the same however often it is asked. */
    static Instant end(Instant start, List<Epoch> epochs) {
        double seconds = epochs.stream().mapToDouble(Epoch::seconds).sum();
        return start.plus(Duration.ofNanos(Math.round(seconds * NANOS)));
    }
}
