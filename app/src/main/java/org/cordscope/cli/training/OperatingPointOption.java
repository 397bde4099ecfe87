package org.cordscope.cli.training;

import org.cordscope.evaluation.operating.OperatingRule;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** How training chooses the threshold of its model. */
final class OperatingPointOption {
    @Option(
            names = "--operating-point",
            paramLabel = "RULE",
            description =
                    "How validation patients choose the threshold: 0.5 or another fixed one, youden, sensitivity=0.9,"
                            + " specificity=0.9 or cost=FN:FP; 0.5 with preset paper, else youden")
    private @Nullable String rule;

    boolean given() {
        return rule != null;
    }

    /** The rule in short, checked. */
    String orOf(String preset) {
        String chosen = rule != null ? rule : defaultOf(preset);
        OperatingRule.parse(chosen);
        return chosen;
    }

    static String defaultOf(String preset) {
        return preset.equals("paper") ? "0.5" : "youden";
    }
}
