package org.cordscope.phantom.rendering;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

final class CanvasTest {

    private static double sum(Canvas canvas) {
        double sum = 0;
        for (float value : canvas.values()) {
            sum += value;
        }
        return sum;
    }

    @Test
    void a_polygon_covers_each_pixel_by_its_share() {
        Canvas canvas = new Canvas(8, 6, 1);
        canvas.fill(new double[] {1.25, 4.5, 4.5, 1.25}, new double[] {1, 1, 3.5, 3.5}, new float[] {1}, 1);
        assertEquals(0.75f, canvas.values()[8 + 1], 1e-6f);
        assertEquals(1f, canvas.values()[8 + 2], 1e-6f);
        assertEquals(0.5f, canvas.values()[8 + 4], 1e-6f);
        assertEquals(0.25f, canvas.values()[3 * 8 + 4], 1e-6f);
        assertEquals(3.25 * 2.5, sum(canvas), 1e-5);
    }

    @Test
    void slanted_edges_keep_the_area_whichever_way_round_they_run() {
        double[] x = {2.3, 30.7, 17.1};
        double[] y = {3.1, 9.9, 27.4};
        double area = Math.abs((x[1] - x[0]) * (y[2] - y[0]) - (x[2] - x[0]) * (y[1] - y[0])) / 2;
        Canvas canvas = new Canvas(40, 32, 1);
        canvas.fill(x, y, new float[] {1}, 1);
        assertEquals(area, sum(canvas), 0.02);
        canvas.clear();
        canvas.fill(new double[] {x[2], x[1], x[0]}, new double[] {y[2], y[1], y[0]}, new float[] {1}, 1);
        assertEquals(area, sum(canvas), 0.02);
    }

    @Test
    void what_lies_outside_the_picture_is_cut_off() {
        Canvas canvas = new Canvas(10, 10, 1);
        canvas.fill(new double[] {-50, 60, 60, -50}, new double[] {-50, -50, 5, 5}, new float[] {2}, 1);
        assertEquals(2 * 50, sum(canvas), 1e-4);
    }

    @Test
    void a_half_opaque_layer_mixes_with_what_lies_under_it() {
        Canvas canvas = new Canvas(2, 2, 1);
        double[] x = {0, 2, 2, 0};
        double[] y = {0, 0, 2, 2};
        canvas.fill(x, y, new float[] {1}, 1);
        canvas.fill(x, y, new float[] {0}, 0.5f);
        assertEquals(0.5f, canvas.values()[3], 1e-6f);
    }
}
