package org.cordscope.cli;

import java.util.Locale;
import org.cordscope.learning.trust.DecisionThreshold;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** From where on a slice counts as compressed: as the user says, else as the model does. */
final class ThresholdOption {
    @Option(
            names = "--threshold",
            paramLabel = "P",
            description = "Probability from which a slice counts as compressed; the model's own by default")
    private @Nullable Double threshold;

    /** The threshold where one was given; checked. */
    @Nullable Double given() {
        return threshold == null ? null : DecisionThreshold.given(threshold).value();
    }

    /** The given threshold, or the one of a model. */
    DecisionThreshold orOf(DecisionThreshold own) {
        return threshold == null ? own : DecisionThreshold.given(threshold);
    }

    static String words(DecisionThreshold of) {
        return String.format(Locale.ROOT, "%.4g (%s)", of.value(), of.chosen());
    }
}
