package org.cordscope.cli.shared;

import java.util.Locale;
import org.cordscope.learning.trust.DecisionThreshold;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** From where on a slice counts as compressed: as the user says, else as the model does. */
public final class ThresholdOption {
    @Option(
            names = "--threshold",
            paramLabel = "P",
            description = "Probability from which a slice counts as compressed; the model's own by default")
    private @Nullable Double threshold;

    /** The threshold where one was given; checked. */
    public @Nullable Double given() {
        return threshold == null ? null : DecisionThreshold.given(threshold).value();
    }

    /** The given threshold, or the one of a model. */
    public DecisionThreshold orOf(DecisionThreshold own) {
        return threshold == null ? own : DecisionThreshold.given(threshold);
    }

    /** A threshold and how it was chosen. */
    public static String words(DecisionThreshold of) {
        return String.format(Locale.ROOT, "%.4g (%s)", of.value(), of.chosen());
    }
}
