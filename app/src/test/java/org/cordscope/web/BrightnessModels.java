package org.cordscope.web;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.cordscope.inference.CordContours;
import org.cordscope.inference.CordFindings;
import org.cordscope.inference.Judges;
import org.cordscope.inference.Opinion;
import org.cordscope.inference.PlacedMap;
import org.cordscope.inference.SliceToRead;
import org.cordscope.learning.Channels;
import org.cordscope.learning.NetworkInput;
import org.cordscope.learning.saliency.ActivationMap;
import org.cordscope.learning.saliency.ActivationMapper;
import org.cordscope.learning.trust.DecisionThreshold;
import org.cordscope.phantom.anatomy.CordMeasures;
import org.jspecify.annotations.Nullable;

/** Models without a network: a slice is judged by its brightest pixel, and not at all where that is very bright. */
class BrightnessModels implements Models {
    static final double THRESHOLD = 0.45;
    private static final double TOO_BRIGHT = 0.499;
    private static final float FULL = 256;

    /** A cord 3 mm to the right of the middle and 2 mm in front of it, in a canal of no shape. */
    static final CordFindings FOUND = new CordFindings(
            3,
            -2,
            1,
            0.5,
            Double.NaN,
            0.5,
            0.5,
            0.5,
            new CordMeasures(7.5, 13, 76, 0.97, 0.8, 0),
            null,
            new CordContours(
                    "M56.0 56.0L72.0 56.0M72.0 56.0L72.0 72.0M72.0 72.0L56.0 72.0M56.0 72.0L56.0 56.0",
                    "M50.0 50.0L78.0 50.0M78.0 50.0L78.0 78.0M78.0 78.0L50.0 78.0M50.0 78.0L50.0 50.0"));

    private final @Nullable Path classifier;

    BrightnessModels() {
        this(null);
    }

    /** @param classifier what reads scans, told of as a classifier that sees neighbouring slices; null for one that finds the cord */
    BrightnessModels(@Nullable Path classifier) {
        this.classifier = classifier;
    }

    @Override
    public ActivationMapper mapper(Path model) {
        return new BrightnessMapper(model.equals(classifier) ? Channels.NEIGHBOURS : Channels.GREY_REPEATED);
    }

    @Override
    public Optional<Path> classifier() {
        return Optional.ofNullable(classifier);
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
        return new Opinion(probability, null, null, null, reason, FOUND);
    }

    private static double probability(SliceToRead slice) {
        float brightest = 0;
        for (float pixel : slice.slice().pixels()) {
            brightest = Math.max(brightest, pixel);
        }
        return Math.min(1, brightest / FULL);
    }

    @Override
    public Optional<PlacedMap> map(SliceToRead slice) {
        ActivationMap map = new ActivationMap(2, 2, new float[] {0, 0.5f, -1, 1});
        return Optional.of(new PlacedMap(map, 3, -2, 64, "brightness"));
    }

    @Override
    public String judgesName() {
        return "brightness";
    }
}
