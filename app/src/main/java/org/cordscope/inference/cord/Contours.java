package org.cordscope.inference.cord;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Where belief crosses one half in a square picture (marching squares). */
final class Contours {
    private Contours() {}

    /** An SVG path in pixels, to a tenth of one. */
    static String path(float[] belief, int side) {
        StringBuilder path = new StringBuilder();
        for (int row = 0; row + 1 < side; row++) {
            for (int column = 0; column + 1 < side; column++) {
                float a = belief[row * side + column];
                float b = belief[row * side + column + 1];
                float c = belief[(row + 1) * side + column + 1];
                float d = belief[(row + 1) * side + column];
                List<double[]> crossings = new ArrayList<>();
                cross(crossings, a, b, column, row, 1, 0);
                cross(crossings, b, c, column + 1, row, 0, 1);
                cross(crossings, d, c, column, row + 1, 1, 0);
                cross(crossings, a, d, column, row, 0, 1);
                for (int i = 0; i + 1 < crossings.size(); i += 2) {
                    double[] from = crossings.get(i);
                    double[] to = crossings.get(i + 1);
                    path.append(String.format(Locale.ROOT, "M%.1f %.1fL%.1f %.1f", from[0], from[1], to[0], to[1]));
                }
            }
        }
        return path.toString();
    }

    private static void cross(List<double[]> into, float from, float to, int x, int y, int dx, int dy) {
        if (from >= 0.5f != to >= 0.5f) {
            double at = (0.5 - from) / (to - from);
            into.add(new double[] {x + at * dx, y + at * dy});
        }
    }
}
