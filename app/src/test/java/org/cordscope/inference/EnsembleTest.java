package org.cordscope.inference;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.cordscope.imaging.Preprocessing;
import org.cordscope.learning.Channels;
import org.cordscope.learning.NetworkInput;
import org.cordscope.learning.Precision;
import org.cordscope.learning.Recipe;
import org.cordscope.learning.SliceClassifier;
import org.cordscope.learning.SliceReading;
import org.cordscope.learning.trust.DecisionThreshold;
import org.cordscope.learning.trust.FeatureReference;
import org.cordscope.learning.trust.ModelRecord;
import org.cordscope.learning.trust.Neighbours;
import org.cordscope.learning.trust.TemperatureScaling;
import org.cordscope.learning.trust.TrainingSummary;
import org.cordscope.learning.trust.TrainingSummary.PartCount;
import org.cordscope.study.SliceImage;
import org.cordscope.study.SliceKey;
import org.cordscope.study.Spacing;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

final class EnsembleTest {
    private static final Recipe RECIPE = Recipe.quick(Precision.FLOAT32, 1);
    private static final Preprocessing PREPROCESSING = RECIPE.preprocessing();
    private static final NetworkInput SEEN = new NetworkInput(PREPROCESSING, Channels.GREY_REPEATED);
    private static final float[] LEFT = new float[PREPROCESSING.size() * PREPROCESSING.size()];

    static {
        LEFT[0] = 1;
    }

    /** A network whose logit is a constant and what it sees in the upper left corner; its features point along one axis. */
    @SuppressWarnings("ArrayRecordComponent") // never compared
    private record Corner(
            double constant, float[] features, @Nullable ModelRecord record) implements SliceClassifier {
        @Override
        public List<SliceReading> read(List<float[]> greyImages) {
            return greyImages.stream()
                    .map(grey -> new SliceReading(constant + grey[0], features))
                    .toList();
        }

        @Override
        public Recipe recipe() {
            return RECIPE;
        }

        @Override
        public String sha256() {
            return "";
        }

        @Override
        public void close() {}
    }

    private static ModelRecord record(double threshold) {
        PartCount part = new PartCount(2, 4, 2);
        return new ModelRecord(
                new TrainingSummary("quick", 1, 1, 0.5, 0.5, 0.5, part, part, null, null, Map.of()),
                new DecisionThreshold(threshold, "test"),
                new TemperatureScaling(2, "test"),
                new FeatureReference(
                        new Neighbours(2, new float[] {1, 0}, 0.5), new Neighbours(256, new float[256], 2), 0.99, 2),
                "");
    }

    private static SliceClassifier model(double constant, float... features) {
        return new Corner(constant, features, record(0.3));
    }

    private static Opinion only(Ensemble ensemble) {
        SliceImage slice = new SliceImage(new SliceKey("1.2", 1), 1, 1, new Spacing(1, 1), new float[1]);
        return ensemble.read(List.of(SliceToRead.alone(slice, null, Map.of(SEEN, LEFT))))
                .get(0);
    }

    private static double known(@Nullable Double value) {
        return Objects.requireNonNull(value);
    }

    private static double sigmoid(double logit) {
        return 1 / (1 + Math.exp(-logit));
    }

    @Test
    void one_model_spreads_over_the_mirror_image() {
        Opinion opinion = only(new Ensemble(List.of(model(1, 1, 0)), null, true));
        assertEquals(sigmoid(2), opinion.probability(), 1e-12);
        assertEquals((sigmoid(2) - sigmoid(1)) / Math.sqrt(2), known(opinion.spread()), 1e-12);
        assertEquals(sigmoid(1), known(opinion.calibratedProbability()), 1e-12);
        assertNull(only(new Ensemble(List.of(model(1, 1, 0)), null, false)).spread());
    }

    @Test
    void several_models_are_averaged_and_spread_over_each_other() {
        Ensemble ensemble = new Ensemble(List.of(model(1, 1, 0), model(-1, 0, 1)), null, true);
        Opinion opinion = only(ensemble);
        assertEquals((sigmoid(2) + sigmoid(0)) / 2, opinion.probability(), 1e-12);
        assertEquals((sigmoid(2) - sigmoid(0)) / Math.sqrt(2), known(opinion.spread()), 1e-12);
        assertEquals(
                (0.5 + Math.sqrt(2) / 0.5) / 2,
                known(opinion.oodScore()),
                1e-6,
                "one far in its picture, one in its features");
        assertEquals(0.3, ensemble.threshold().value(), 1e-12);
        assertEquals("mean of the models' own", ensemble.threshold().chosen());
    }

    @Test
    void the_threshold_is_as_given_or_the_models() {
        assertEquals(
                "test",
                new Ensemble(List.of(model(1, 1, 0)), null, true).threshold().chosen());
        assertEquals(DecisionThreshold.given(0.9), new Ensemble(List.of(model(1, 1, 0)), 0.9, true).threshold());
        SliceClassifier old = new Corner(1, new float[] {1, 0}, null);
        assertEquals(0.5, new Ensemble(List.of(old), null, true).threshold().value());
        assertThrows(IllegalArgumentException.class, () -> DecisionThreshold.given(1.5));
    }

    @Test
    void a_model_without_a_record_answers_and_says_no_more() {
        Opinion opinion = only(new Ensemble(List.of(new Corner(1, new float[] {0, 1}, null)), null, false));
        assertNull(opinion.calibratedProbability());
        assertNull(opinion.oodScore());
        assertTrue(Judgement.of(opinion, "").judged());
    }

    @Test
    void what_lies_beyond_the_limit_or_has_a_flaw_is_not_judged() {
        Opinion near = only(new Ensemble(List.of(model(1, 1, 0.1f)), null, false));
        Opinion far = only(new Ensemble(List.of(model(1, 0, 1)), null, false));
        assertTrue(Judgement.of(near, "").judged());
        assertFalse(Judgement.of(far, "").judged());
        assertEquals(
                "unlike the slices that the model was validated on",
                Judgement.of(far, "").reason());
        assertEquals("empty", Judgement.of(near, "empty").reason());
    }

    @Test
    void left_becomes_right() {
        assertArrayEquals(new float[] {2, 1, 4, 3}, Ensemble.mirror(new float[] {1, 2, 3, 4}, 2));
    }
}
