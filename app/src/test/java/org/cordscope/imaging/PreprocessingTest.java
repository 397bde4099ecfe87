package org.cordscope.imaging;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.cordscope.study.SliceImage;
import org.cordscope.study.SliceKey;
import org.cordscope.study.Spacing;
import org.junit.jupiter.api.Test;

final class PreprocessingTest {

    /** Reference: Pillow 9.4, {@code Image.fromarray(arange(35).reshape(7, 5) ** 2, 'F').resize((3, 3), BILINEAR)}. */
    @Test
    void whole_slice_is_resized_as_pillow_does() {
        float[] expected = {
            36.244896f, 53.730156f, 75.755104f, 261.81512f, 312.97388f, 368.67227f, 697.46936f, 782.3016f, 871.6735f
        };
        float[] small = Resampling.square(squares(1), 3, 0);
        assertArrayEquals(expected, small, 0.01f);
    }

    @Test
    void a_field_of_view_keeps_the_middle_in_mm() {
        float[] pixels = new float[8 * 8];
        for (int row = 2; row < 6; row++) {
            for (int column = 2; column < 6; column++) {
                pixels[row * 8 + column] = 1;
            }
        }
        SliceImage slice = new SliceImage(new SliceKey("1.2", 1), 8, 8, new Spacing(0.5, 0.5), pixels);
        float[] middle = Resampling.square(slice, 4, 2);
        for (float value : new float[] {middle[5], middle[6], middle[9], middle[10]}) {
            assertEquals(1, value, 1e-6);
        }
    }

    @Test
    void outside_the_slice_is_black() {
        float[] square = new Preprocessing(32, 20, 0, 100).apply(squares(1));
        assertEquals(0, square[0]);
        assertEquals(0, square[32 * 32 - 1]);
        float brightest = 0;
        for (float value : square) {
            brightest = Math.max(brightest, value);
        }
        assertEquals(1, brightest, 0.06);
    }

    @Test
    void anisotropic_pixels_keep_their_physical_shape() {
        float[] pixels = new float[16 * 32];
        java.util.Arrays.fill(pixels, 1);
        SliceImage slice = new SliceImage(new SliceKey("1.2", 1), 16, 32, new Spacing(2, 1), pixels);
        for (float value : Resampling.square(slice, 8, 32)) {
            assertEquals(1, value, 1e-6, "32 mm fill 16 rows of 2 mm and 32 columns of 1 mm");
        }
    }

    @Test
    void a_flat_slice_becomes_black_and_not_nan() {
        SliceImage flat = new SliceImage(new SliceKey("1.2", 1), 2, 2, new Spacing(1, 1), new float[] {7, 7, 7, 7});
        for (float value : Preprocessing.paper().apply(flat)) {
            assertEquals(0, value);
        }
    }

    @Test
    void percentiles_cut_off_the_brightest_vessel() {
        float[] pixels = new float[10_000];
        for (int i = 0; i < pixels.length; i++) {
            pixels[i] = i % 100;
        }
        pixels[5000] = 1e6f;
        GreyScale scale = GreyScale.between(pixels, 1, 99);
        assertEquals(1, scale.low(), 1);
        assertEquals(98, scale.high(), 1);
    }

    @Test
    void nonsense_parameters_are_refused() {
        assertThrows(IllegalArgumentException.class, () -> new Preprocessing(8, 0, 0, 100));
        assertThrows(IllegalArgumentException.class, () -> new Preprocessing(299, -1, 0, 100));
        assertThrows(IllegalArgumentException.class, () -> new Preprocessing(299, 0, 99, 1));
        assertThrows(IllegalArgumentException.class, () -> new Preprocessing(299, 0, Double.NaN, 100));
    }

    private static SliceImage squares(double spacingMm) {
        float[] pixels = new float[35];
        for (int i = 0; i < 35; i++) {
            pixels[i] = (float) i * i;
        }
        return new SliceImage(new SliceKey("1.2", 1), 7, 5, new Spacing(spacingMm, spacingMm), pixels);
    }
}
