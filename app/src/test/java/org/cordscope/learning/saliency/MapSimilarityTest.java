package org.cordscope.learning.saliency;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.Test;

/** Reference values: SSIM by its definition with scipy's gaussian_filter(truncate=3.5), ranks by scipy, the rest by numpy. */
final class MapSimilarityTest {
    private static final float[] A = MadeMaps.rough(3);
    private static final float[] B = MadeMaps.rough(5);
    private static final float[] C = MadeMaps.ramps(1);
    private static final float[] D = MadeMaps.ramps(2);

    private static ActivationMap map(float[] values) {
        return new ActivationMap(MadeMaps.ROWS, MadeMaps.COLUMNS, values);
    }

    private static double ssim(float[] first, float[] second) {
        return Ssim.of(first, second, MadeMaps.ROWS, MadeMaps.COLUMNS);
    }

    @Test
    void ssim_is_that_of_its_definition() {
        assertEquals(0.0611660690100515, ssim(A, B), 1e-9);
        assertEquals(0.016130433854917234, ssim(C, D), 1e-9);
        assertEquals(-0.15533585382069273, ssim(A, C), 1e-9);
        assertEquals(1, ssim(C, C), 1e-12);
    }

    @Test
    void ssim_refuses_images_that_do_not_fit() {
        assertThrows(IllegalArgumentException.class, () -> Ssim.of(A, B, MadeMaps.ROWS, 35));
        assertThrows(IllegalArgumentException.class, () -> Ssim.of(new float[100], new float[100], 10, 10));
    }

    @Test
    void rank_correlation_is_that_of_scipy_with_ties() {
        assertEquals(0.05327417208990605, RankCorrelation.spearman(A, B), 1e-12);
        assertEquals(0.014369611060530247, RankCorrelation.spearman(C, D), 1e-12);
        assertArrayEquals(new double[] {2.5, 1, 4, 2.5}, RankCorrelation.ranks(new float[] {0, -1, 2, -0f}));
        assertEquals(Double.NaN, RankCorrelation.spearman(new float[] {1, 1}, new float[] {1, 2}));
    }

    @Test
    void signs_count_in_one_rank_correlation_and_not_in_the_other() {
        MapSimilarity similarity = MapSimilarity.of(map(MadeMaps.minusHalf(A)), map(MadeMaps.minusHalf(C)));
        assertEquals(-0.08290270378234306, similarity.spearman(), 1e-12);
        assertEquals(0.011419431601455044, similarity.spearmanAbsolute(), 1e-12);
    }

    @Test
    void gradients_are_those_of_numpy() {
        assertEquals(-0.02961727443586144, MapSimilarity.of(map(A), map(C)).hog(), 1e-9);
        assertEquals(-0.17767844652749315, MapSimilarity.of(map(C), map(D)).hog(), 1e-9);
    }

    @Test
    void a_map_is_its_own_twin_and_maps_of_other_sizes_are_refused() {
        assertEquals(new MapSimilarity(1, 1, 1, 1), rounded(MapSimilarity.of(map(A), map(A))));
        assertThrows(IllegalArgumentException.class, () -> MapSimilarity.of(map(A), new ActivationMap(20, 72, A)));
    }

    private static MapSimilarity rounded(MapSimilarity s) {
        return new MapSimilarity(
                Math.rint(s.ssim() * 1e9) / 1e9,
                Math.rint(s.spearman() * 1e9) / 1e9,
                Math.rint(s.spearmanAbsolute() * 1e9) / 1e9,
                Math.rint(s.hog() * 1e9) / 1e9);
    }
}
