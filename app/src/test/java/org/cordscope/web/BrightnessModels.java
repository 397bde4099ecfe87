package org.cordscope.web;

import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.cordscope.inference.Judges;
import org.cordscope.inference.Opinion;
import org.cordscope.inference.SliceToRead;
import org.cordscope.learning.NetworkInput;
import org.cordscope.learning.saliency.ActivationMapper;
import org.cordscope.learning.trust.DecisionThreshold;

/** Models without a network: a slice is judged by its brightest pixel, and not at all where that is very bright. */
final class BrightnessModels implements Models {
    static final double THRESHOLD = 0.45;
    private static final double TOO_BRIGHT = 0.499;
    private static final float FULL = 256;

    @Override
    public ActivationMapper mapper(Path model) {
        return new BrightnessMapper();
    }

    @Override
    public DecisionThreshold threshold(Path model) {
        return DecisionThreshold.given(THRESHOLD);
    }

    @Override
    public Judges judges() {
        return new Judges() {
            @Override
            public Set<NetworkInput> inputs() {
                return Set.of();
            }

            @Override
            public List<Opinion> read(List<SliceToRead> slices) {
                return slices.stream().map(s -> opinion(probability(s))).toList();
            }

            @Override
            public DecisionThreshold threshold() {
                return DecisionThreshold.given(THRESHOLD);
            }
        };
    }

    private static Opinion opinion(double probability) {
        String reason = probability > TOO_BRIGHT ? "too bright" : "";
        return new Opinion(probability, null, null, null, reason, null);
    }

    private static double probability(SliceToRead slice) {
        float brightest = 0;
        for (float pixel : slice.slice().pixels()) {
            brightest = Math.max(brightest, pixel);
        }
        return Math.min(1, brightest / FULL);
    }

    @Override
    public String judgesName() {
        return "brightness";
    }
}
