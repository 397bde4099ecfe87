package org.cordscope.inference.explanation;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import org.cordscope.imaging.Preprocessing;
import org.cordscope.learning.saliency.ActivationMap;
import org.cordscope.study.SliceImage;
import org.cordscope.study.SliceKey;
import org.cordscope.study.SlicePlane;
import org.cordscope.study.Spacing;
import org.cordscope.study.Vector3;
import org.junit.jupiter.api.Test;

final class SquareFieldTest {
    private static final SliceImage SLICE =
            new SliceImage(new SliceKey("1", 1), 100, 200, new Spacing(1, 0.5), new float[20_000]);
    private static final SlicePlane PLANE =
            new SlicePlane(new Vector3(10, 20, 30), new Vector3(1, 0, 0), new Vector3(0, 1, 0));

    @Test
    void the_brightest_pixel_of_the_square_lies_where_the_slice_has_it() {
        float[] pixels = new float[20_000];
        pixels[61 * 200 + 118] = 1; // row 61, column 118
        SliceImage slice = new SliceImage(SLICE.key(), 100, 200, SLICE.spacing(), pixels);
        Preprocessing preprocessing = new Preprocessing(100, 50, 0, 100);
        float[] square = preprocessing.apply(slice);
        int peak = ActivationMap.scaled(100, 100, square).peak();
        SquareField field = SquareField.of(preprocessing, slice);
        assertEquals(61, field.sliceRow(peak / 100), 0.5);
        assertEquals(118, field.sliceColumn(peak % 100), 0.5);
    }

    @Test
    void a_pixel_has_its_place_in_the_patient() {
        SquareField whole = SquareField.of(new Preprocessing(100, 0, 0, 100), SLICE);
        // the whole slice stretched: 2 columns of the slice to one of the square
        Vector3 place = whole.place(PLANE, 0, 0);
        assertEquals(10 + 0.5 * 0.5, place.x(), 1e-9);
        assertEquals(20, place.y(), 1e-9);
        assertEquals(30, place.z(), 1e-9);
    }

    @Test
    void maps_of_two_squares_meet_on_the_smaller_one() {
        SquareField small = SquareField.of(new Preprocessing(32, 50, 0, 100), SLICE);
        SquareField large = SquareField.of(new Preprocessing(64, 100, 0, 100), SLICE);
        float[] values = new float[64 * 64];
        for (int row = 16; row < 48; row++) {
            for (int column = 16; column < 48; column++) {
                values[row * 64 + column] = (row - 16) * 32 + column - 16;
            }
        }
        ActivationMap outer = ActivationMap.scaled(64, 64, values);
        float[] inner = new float[32 * 32];
        for (int i = 0; i < inner.length; i++) {
            inner[i] = i;
        }
        ActivationMap expected = ActivationMap.scaled(32, 32, inner);
        assertArrayEquals(expected.values(), large.shared(outer, small, 32).values(), 1e-5f);
        assertArrayEquals(expected.values(), small.shared(expected, large, 32).values(), 1e-5f);
    }
}
