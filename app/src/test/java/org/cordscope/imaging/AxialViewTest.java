package org.cordscope.imaging;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.cordscope.study.SliceImage;
import org.cordscope.study.SliceKey;
import org.cordscope.study.SlicePlane;
import org.cordscope.study.Spacing;
import org.cordscope.study.Vector3;
import org.junit.jupiter.api.Test;

final class AxialViewTest {
    private static final int SIDE = 64;

    /** A spot 8 mm to the patient's left and 5 mm behind the middle, stored with the given directions. */
    private static SliceImage spot(Vector3 row, Vector3 column) {
        float[] pixels = new float[SIDE * SIDE];
        for (int i = 0; i < pixels.length; i++) {
            int r = i / SIDE;
            double u = i % SIDE - (SIDE - 1) / 2.0;
            double v = r - (SIDE - 1) / 2.0;
            double x = u * row.x() + v * column.x();
            double y = u * row.y() + v * column.y();
            pixels[i] = (float) Math.exp(-(Math.pow(x - 8, 2) + Math.pow(y - 5, 2)) / 8);
        }
        return new SliceImage(new SliceKey("1.2", 1), SIDE, SIDE, new Spacing(1, 1), pixels);
    }

    private static AxialView view(Vector3 row, Vector3 column) {
        return new AxialView(spot(row, column), new SlicePlane(new Vector3(0, 0, 0), row, column));
    }

    @Test
    void however_a_slice_is_stored_left_is_right_and_the_back_is_below() {
        Vector3[] directions = {new Vector3(1, 0, 0), new Vector3(-1, 0, 0), new Vector3(0, 1, 0), new Vector3(0, -1, 0)
        };
        float[] usual = view(directions[0], directions[2]).values(32, 1, 0, 0);
        int row = 15 + 5;
        int column = 15 + 8;
        assertTrue(usual[row * 32 + column] > 0.9, "the spot lies where the patient has it");
        for (Vector3 across : directions) {
            for (Vector3 down : directions) {
                if (across.x() * down.x() + across.y() * down.y() == 0) {
                    assertArrayEquals(usual, view(across, down).values(32, 1, 0, 0), 1e-6f, across + " " + down);
                    double[] seen =
                            view(across, down).seen(8 * across.x() + 5 * across.y(), 8 * down.x() + 5 * down.y());
                    assertArrayEquals(new double[] {8, 5}, seen, 1e-12);
                    Vector3 middle = across.times((SIDE - 1) / 2.0).plus(down.times((SIDE - 1) / 2.0));
                    assertEquals(
                            middle.plus(new Vector3(8, 5, 0)),
                            view(across, down).place(8, 5),
                            across + " " + down);
                }
            }
        }
    }

    @Test
    void a_crop_has_its_middle_where_it_is_asked_for() {
        float[] crop = view(new Vector3(-1, 0, 0), new Vector3(0, 1, 0)).values(33, 0.5, 8, 5);
        int brightest = 0;
        for (int i = 0; i < crop.length; i++) {
            brightest = crop[i] > crop[brightest] ? i : brightest;
        }
        assertEquals(16, brightest % 33, 1);
        int row = brightest / 33;
        assertEquals(16, row, 1);
    }

    @Test
    void brightness_goes_from_dark_to_bright_and_what_is_no_pixel_is_black() {
        float[] values = new float[1000];
        for (int i = 0; i < values.length; i++) {
            values[i] = i < 100 ? Float.NaN : 50 + i;
        }
        float[] seen = AxialView.Window.of(values).apply(values);
        assertEquals(0, seen[0]);
        assertEquals(0, seen[100]);
        assertEquals(1, seen[984], 0.01);
        assertTrue(seen[999] > 1 && seen[999] < 1.1);
        assertEquals(0, AxialView.Window.of(new float[] {3, 3}).apply(new float[] {3})[0]);
    }
}
