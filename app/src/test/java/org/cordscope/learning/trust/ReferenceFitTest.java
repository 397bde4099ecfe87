package org.cordscope.learning.trust;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

final class ReferenceFitTest {
    private static final int WIDTH = 12;
    private static final int SIDE = 32;
    private final List<float[]> features = new ArrayList<>();
    private final List<float[]> pictures = new ArrayList<>();
    private final List<String> patients = new ArrayList<>();

    /** Features that fall off from the first to the last. */
    private static float[] features(SplittableRandom random) {
        float[] values = new float[WIDTH];
        for (int i = 0; i < WIDTH; i++) {
            values[i] = (float) (1.0 / (1 + i) + 0.05 * random.nextGaussian());
        }
        return values;
    }

    /** A bright disc in the middle, or a bright bar. */
    private static float[] square(SplittableRandom random, boolean bar) {
        float[] grey = new float[SIDE * SIDE];
        for (int i = 0; i < grey.length; i++) {
            int row = i / SIDE;
            double x = i % SIDE - SIDE / 2.0;
            boolean bright = bar ? Math.abs(x) < 3 : Math.hypot(x, row - SIDE / 2.0) < 6;
            grey[i] = (float) ((bright ? 0.8 : 0.1) + 0.1 * random.nextDouble());
        }
        return grey;
    }

    private FeatureReference fitted(int howMany) {
        SplittableRandom random = new SplittableRandom(4);
        for (int i = 0; i < 20 * howMany; i++) {
            features.add(features(random));
            pictures.add(ReferenceFit.picture(square(random, false)));
            patients.add("p" + i / 20);
        }
        return Objects.requireNonNull(ReferenceFit.of(features, pictures, patients));
    }

    @Test
    void nearly_all_slices_like_those_it_was_fitted_to_are_within_the_limits() {
        FeatureReference reference = fitted(8);
        SplittableRandom random = new SplittableRandom(5);
        int within = 0;
        for (int i = 0; i < 300; i++) {
            within += reference.score(features(random), square(random, false)) <= 1 ? 1 : 0;
        }
        assertTrue(within >= 280, within + " of 300");
        assertEquals(8, reference.patients());
        assertEquals(160, reference.features().count());
    }

    @Test
    void other_features_or_another_picture_are_beyond_whatever_their_brightness() {
        FeatureReference reference = fitted(4);
        SplittableRandom random = new SplittableRandom(6);
        float[] known = features(random);
        float[] seen = square(random, false);
        float[] turned = new float[WIDTH];
        turned[WIDTH - 1] = 1;
        assertTrue(reference.score(turned, seen) > 1);
        assertTrue(reference.score(known, square(random, true)) > 1);
        float[] bright = known.clone();
        float[] dark = seen.clone();
        for (int i = 0; i < bright.length; i++) {
            bright[i] *= 9;
        }
        for (int i = 0; i < dark.length; i++) {
            dark[i] = dark[i] / 2 + 0.1f;
        }
        assertEquals(reference.score(known, seen), reference.score(bright, dark), 1e-5);
    }

    @Test
    void the_tenth_nearest_counts() {
        float[] points = new float[20];
        for (int i = 0; i < 20; i++) {
            points[i] = 19 - i;
        }
        assertEquals(9.5, Neighbours.distance(points, new float[] {-0.5f}, 1), 1e-9);
        assertEquals(2, Neighbours.distance(new float[] {1, 2}, new float[] {0}, 1), 1e-9, "the last of fewer");
    }

    @Test
    void one_patient_or_slices_that_are_all_the_same_give_no_reference() {
        float[] same = {1, 2};
        List<float[]> two = List.of(same, same);
        assertNull(ReferenceFit.of(two, two, List.of("a", "a")));
        assertNull(ReferenceFit.of(two, two, List.of("a", "b")));
    }

    @Test
    void the_same_slices_give_the_same_numbers() {
        FeatureReference first = fitted(3);
        FeatureReference second = Objects.requireNonNull(ReferenceFit.of(features, pictures, patients));
        assertArrayEquals(first.features().points(), second.features().points());
        assertEquals(first.pictures().limit(), second.pictures().limit());
    }

    @Test
    void features_of_another_network_are_refused() {
        FeatureReference reference = fitted(2);
        assertThrows(
                IllegalArgumentException.class, () -> reference.score(new float[WIDTH + 1], new float[SIDE * SIDE]));
    }
}
