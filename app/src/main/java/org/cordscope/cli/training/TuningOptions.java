package org.cordscope.cli.training;

import java.nio.file.Path;
import org.cordscope.cli.shared.Inputs;
import org.cordscope.learning.cord.CordModel;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** A model of the cord to begin with, and what is wanted of its fine-tuning. */
final class TuningOptions {
    private static final String DEFAULT = "default";

    @Option(
            names = "--init",
            paramLabel = "default|FILE",
            description = "Fine-tune the model that ships, or another of its kind, instead of training a network")
    private @Nullable String init;

    @Option(
            names = "--learning-curve",
            description = "With --init: also fine-tune on few patients and more, and try each on the holdout")
    private boolean curve;

    @Option(names = "--repetitions", defaultValue = "5", description = "Of the learning curve (${DEFAULT-VALUE})")
    private int repetitions;

    /** Whether a model is to be fine-tuned. */
    boolean given() {
        if (init == null && curve) {
            throw new IllegalArgumentException("--learning-curve is of a fine-tuning: give --init default as well");
        }
        return init != null;
    }

    boolean curve() {
        return curve;
    }

    int repetitions() {
        Inputs.mustBePositive("--repetitions", repetitions);
        return repetitions;
    }

    CordModel model() {
        return DEFAULT.equals(init) ? CordModel.shipped() : CordModel.read(Path.of(String.valueOf(init)));
    }

    /** As the record of a run names it. */
    String name() {
        return DEFAULT.equals(init) ? DEFAULT : "given";
    }
}
