package org.cordscope.learning.trust;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

final class ReferenceFitTest {
    /** sqrt of d' inv(LedoitWolf(assume_centered=True).fit(x - mean).covariance_) d for d = (1, -2, 0.5). */
    private static final double SKLEARN = 0.8086699198820249;

    private static final int SIZE = 12;
    private final List<float[]> features = new ArrayList<>();
    private final List<Boolean> compressed = new ArrayList<>();
    private final List<String> patients = new ArrayList<>();

    /** Features that fall off from the first to the last; a compressed slice turns the order of the first two. */
    private static float[] slice(SplittableRandom random, boolean isCompressed) {
        float[] slice = new float[SIZE];
        for (int i = 0; i < SIZE; i++) {
            slice[i] = (float) (1.0 / (1 + i) + 0.05 * random.nextGaussian());
        }
        if (isCompressed) {
            slice[1] += 0.6f;
        }
        return slice;
    }

    private FeatureReference fitted(int howMany) {
        SplittableRandom random = new SplittableRandom(4);
        for (int i = 0; i < 20 * howMany; i++) {
            compressed.add(i % 3 == 0);
            features.add(slice(random, i % 3 == 0));
            patients.add("p" + i / 20);
        }
        return Objects.requireNonNull(ReferenceFit.of(features, compressed, patients));
    }

    @Test
    void the_covariance_is_shrunk_as_scikit_learn_does() {
        double[][] points = new double[24][];
        for (int i = 0; i < points.length; i++) {
            points[i] = new double[] {
                i * 7 % 11 + 3 * (i * 5 % 13), i * 5 % 13 - i * 3 % 7, i * 3 % 7 * 0.5
            };
        }
        Covariance fitted = Objects.requireNonNull(Covariance.of(points, new boolean[points.length]));
        double[] mean = fitted.means()[0];
        assertEquals(SKLEARN, fitted.distance(new double[] {mean[0] + 1, mean[1] - 2, mean[2] + 0.5}), 1e-12);
    }

    @Test
    void nearly_all_slices_like_those_it_was_fitted_to_are_within_the_limit() {
        FeatureReference reference = fitted(8);
        SplittableRandom random = new SplittableRandom(5);
        int within = 0;
        for (int i = 0; i < 500; i++) {
            within += reference.score(slice(random, i % 2 == 0)) <= 1 ? 1 : 0;
        }
        assertTrue(within >= 470, within + " of 500");
        assertEquals(8, reference.patients());
        assertEquals(160, reference.slices());
    }

    @Test
    void other_directions_are_beyond_the_limit_whatever_their_length() {
        FeatureReference reference = fitted(8);
        float[] turned = new float[SIZE];
        turned[SIZE - 1] = 1;
        assertTrue(reference.score(turned) > 1);
        float[] known = slice(new SplittableRandom(6), false);
        float[] bright = known.clone();
        for (int i = 0; i < SIZE; i++) {
            bright[i] *= 9;
        }
        assertEquals(reference.score(known), reference.score(bright), 1e-6);
        assertTrue(reference.score(new float[SIZE]) > 1, "no feature at all");
    }

    @Test
    void one_patient_or_slices_without_spread_give_no_reference() {
        float[] same = {1, 2};
        assertNull(ReferenceFit.of(List.of(same, same), List.of(true, false), List.of("a", "a")));
        assertNull(ReferenceFit.of(
                List.of(same, same, same, same), List.of(true, false, true, false), List.of("a", "a", "b", "b")));
    }

    @Test
    void one_class_alone_has_one_mean() {
        FeatureReference both = fitted(2);
        assertEquals(2 * SIZE, both.means().length);
        compressed.replaceAll(label -> false);
        FeatureReference one = ReferenceFit.of(features, compressed, patients);
        assertNotNull(one);
        assertEquals(SIZE, one.means().length);
    }

    @Test
    void the_same_slices_give_the_same_numbers() {
        FeatureReference first = fitted(3);
        FeatureReference second = Objects.requireNonNull(ReferenceFit.of(features, compressed, patients));
        assertArrayEquals(first.whitening(), second.whitening());
        assertEquals(first.limit(), second.limit());
    }

    @Test
    void features_of_another_network_are_refused() {
        FeatureReference reference = fitted(2);
        assertThrows(IllegalArgumentException.class, () -> reference.score(new float[SIZE + 1]));
    }
}
